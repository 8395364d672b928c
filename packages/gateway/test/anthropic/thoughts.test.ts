import Anthropic from "@anthropic-ai/sdk";
import { simulate, type Script } from "@g4f/conformance/testing";
import { OpenAIResponses } from "@g4f/provider-openai";
import { expect, test } from "vitest";

import { dialect } from "../support/dialect.ts";
import { serve } from "../support/serve.ts";
import { replayed } from "../support/wires.ts";

const item = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAAsecret" };
const SAY: Script = replayed(
  [
    { type: "response.reasoning_summary_text.delta", output_index: 0, delta: "hm" },
    { type: "response.output_item.done", output_index: 0, item },
    { type: "response.output_text.delta", item_id: "msg_1", output_index: 1, delta: "ok" },
    { type: "response.completed", response: { status: "completed" } },
  ].map((event) => JSON.stringify(event)),
);

test.each([true, false])(
  "what another wire wants back of its thoughts comes back, streamed: %s",
  async (streamed) => {
    await using upstream = await simulate({
      dialect: dialect("openai-responses"),
      answers: [{ script: SAY }],
    });
    const provider = new OpenAIResponses({ ...upstream.settings, apiKey: "k" });
    await using serving = await serve([provider], { models: { m: "OpenAIResponses:m-1" } });
    const client = new Anthropic({ baseURL: serving.url, apiKey: serving.key, maxRetries: 0 });
    const hi = { role: "user", content: "Hi" } as const;
    const asked = { model: "m", max_tokens: 100, messages: [hi] };
    const message = streamed
      ? await client.messages.stream(asked).finalMessage()
      : await client.messages.create(asked);
    expect(message.content).toMatchObject([
      { type: "thinking", thinking: "hm", signature: expect.stringMatching(/^g4f\./) as string },
      { type: "text", text: "ok" },
    ]);
    const answered = { role: "assistant", content: message.content } as const;
    await client.messages.create({ ...asked, messages: [hi, answered, hi] });
    const sent = JSON.parse(upstream.calls[1]?.request.body ?? "") as { input: unknown[] };
    expect(sent.input[1]).toEqual(item);
  },
);
