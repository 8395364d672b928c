import { ProviderError } from "@g4f/core";
import { describe, expect, test } from "vitest";

import { openaiChat, simulate, type Script } from "../../src/index.ts";
import { ReferenceProvider } from "../reference/openai-chat.ts";
import { at } from "./read/told.ts";
import { WIRES } from "./read/wires.ts";
import { recordingsOf } from "./recordings.ts";

const recordings = recordingsOf("openai-chat");
const messages = [{ role: "user", content: "hi" }] as const;

/** What the reference provider makes of an answer, its deadlines short for those that stay open. */
async function read(script: Script): Promise<{ readonly text: string } | ProviderError> {
  const upstream = await simulate({
    dialect: openaiChat,
    transport: "memory",
    answers: [{ script }],
  });
  const provider = new ReferenceProvider({ ...upstream.settings, apiKey: "key" });
  try {
    return await provider.createAsyncGenerator({ messages }).collect();
  } catch (error) {
    if (ProviderError.is(error)) return error;
    throw error;
  } finally {
    await upstream.close();
  }
}

describe.skipIf(recordings === undefined)("recordings of openai-chat through the provider", () => {
  test.each(recordings ?? [])("$name", async ({ data, events }) => {
    const steps = [...data, "[DONE]"].map((one) => ({ type: "event", data: one }) as const);
    const whole = await read(steps);
    expect(whole).toMatchObject({ text: WIRES["openai-chat"]?.(events).text });
    const end = events.findIndex((event) => at(event, "choices", 0, "finish_reason"));
    // Behind every event of a short one, behind some of a long one.
    const every = Math.ceil(end / 20);
    for (let cut = 0; cut <= end; cut += every) {
      expect(await read(steps.slice(0, cut)), `cut behind ${cut}`).toMatchObject({
        // Nothing at all is an empty body, as far as HTTP goes.
        code: cut === 0 ? "protocol" : "truncated",
      });
    }
    const last = `data: ${data[end]}\n\n`;
    for (let length = 0; length < last.length; length += Math.ceil(last.length / 20)) {
      const bytes = last.slice(0, length);
      const cut = await read([...steps.slice(0, end), { type: "bytes", bytes }]);
      expect(cut, `cut at byte ${length} of the end`).toMatchObject({ code: "truncated" });
    }
  });
});
