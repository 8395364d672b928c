import { beforeAll, describe, expect, test } from "vitest";

import { ProviderError, type Chunk } from "../../src/index.ts";
import { stages, stall, type Wrap } from "../support/play.ts";
import { errorOf, messages, preload } from "../support/scripted-provider.ts";

beforeAll(preload);

/** Every kind of part: whether it commits the call, and which limit runs after it. */
const parts: readonly (readonly [Chunk, boolean, "firstEvent" | "queue" | "idle"])[] = [
  ["a", true, "idle"],
  [{ type: "text", text: "a" }, true, "idle"],
  [{ type: "text", text: "a", block: 1 }, true, "idle"],
  [{ type: "reasoning", text: "a" }, true, "idle"],
  [{ type: "tool-call-delta", index: 0, argumentsDelta: "" }, true, "idle"],
  [{ type: "tool-call", id: "c1", name: "add", arguments: "{}" }, true, "idle"],
  [{ type: "file", mediaType: "image/png", url: "https://acme.test/a" }, true, "idle"],
  [{ type: "source", url: "https://acme.test/a" }, false, "idle"],
  [{ type: "conversation", conversation: 1 }, false, "idle"],
  [{ type: "raw", data: 1 }, false, "firstEvent"],
  [{ type: "custom", name: "acme.a", data: 1 }, false, "idle"],
  [{ type: "queue", position: 1 }, false, "queue"],
  [{ type: "usage", inputTokens: 1, exact: true }, false, "firstEvent"],
  [{ type: "warning", message: "a" }, false, "firstEvent"],
  [{ type: "provider", provider: "Acme" }, false, "firstEvent"],
  ["", false, "firstEvent"],
  [{ type: "text", text: "" }, false, "firstEvent"],
  [{ type: "reasoning", text: "" }, false, "firstEvent"],
];
const rows = parts.map((row) => [JSON.stringify(row[0]), ...row] as const);

/** Throws what is retryable by itself where upstream says "boom". */
const booming: Wrap = (script) =>
  async function* (request, context) {
    for await (const chunk of script(request, context)) {
      if (chunk === "boom") throw new ProviderError("overloaded", "busy", { retryAfterMs: 5 });
      yield chunk;
    }
  };

/** The limit that is looked for is short; the one that would be wrong is shorter. */
const limits = {
  firstEvent: { firstEvent: 60, idle: 20, queue: 20 },
  queue: { queue: 60, idle: 20 },
  idle: { idle: 40 },
};

describe.each(stages)("the commit point, $name", ({ play }) => {
  test("an error before anything is retryable", async () => {
    const { provider } = await play(["boom"], {}, booming);
    const error = await errorOf(provider.createAsyncGenerator({ messages }).next());
    expect(error).toMatchObject({ code: "overloaded", retryable: true, retryAfterMs: 5 });
  });

  test.each(rows)("%s", async (_, part, commits, limit) => {
    const failing = await play([part, "boom"], {}, booming);
    const error = await errorOf(failing.provider.createAsyncGenerator({ messages }).collect());
    expect(error).toMatchObject({ code: "overloaded", retryable: !commits, retryAfterMs: 5 });

    const stalled = await play([part, stall()]);
    const call = stalled.provider.createAsyncGenerator({ messages, deadlines: limits[limit] });
    const late = await errorOf(call.collect());
    expect(late).toMatchObject({ code: "timeout", retryable: !commits });
    expect(late.message).toContain(`deadlines.${limit}`);
  });

  test("facts after content take nothing back", async () => {
    const { provider } = await play(["a", { type: "queue", position: 1 }, "boom"], {}, booming);
    const error = await errorOf(provider.createAsyncGenerator({ messages }).collect());
    expect(error).toMatchObject({ retryable: false, partial: { text: "a" } });
  });

  test("what was delivered is with the error", async () => {
    const steps: Chunk[] = [
      { type: "reasoning", text: "hm" },
      "hello",
      { type: "tool-call", id: "c1", name: "add", arguments: "{}" },
      { type: "conversation", conversation: { id: "t1" } },
      { type: "usage", outputTokens: 9, exact: true },
      "boom",
    ];
    const { provider } = await play(steps, {}, booming);
    const { partial } = await errorOf(provider.createAsyncGenerator({ messages }).collect());
    expect(partial).toEqual({
      text: "hello",
      reasoning: "hm",
      toolCalls: [{ id: "c1", name: "add", arguments: "{}" }],
      conversation: { id: "t1" },
      usage: { outputTokens: 9, exact: false },
    });
  });
});
