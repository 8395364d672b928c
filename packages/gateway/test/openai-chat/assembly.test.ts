import { describe, expect, it } from "vitest";

import { ChatAssembly } from "../../src/faces/openai-chat/assembly.ts";
import { expectServed } from "../support/openai-schema.ts";

const HEAD = { id: "chatcmpl-up", object: "chat.completion.chunk", created: 5, model: "m-1" };

function assembled(...chunks: readonly object[]): unknown {
  const assembly = new ChatAssembly();
  for (const data of chunks) assembly.raw({ type: "raw", data });
  const body = assembly.body();
  if (body !== undefined) expectServed("chatCompletion", body);
  return body;
}

function chunk(delta: object, more: object = {}): object {
  return { ...HEAD, choices: [{ index: 0, delta, finish_reason: null, ...more }] };
}

describe("a completion of upstream's own chunks", () => {
  it("joins text, calls and logprobs, and keeps what nobody here knows", () => {
    const token = (text: string): object => ({
      token: text,
      logprob: -1,
      bytes: null,
      top_logprobs: [],
    });
    const call = (index: number, more: object): object => ({ tool_calls: [{ index, ...more }] });
    const body = assembled(
      chunk({ role: "assistant", content: "", new_delta: 1 }),
      chunk({ reasoning_content: "h" }),
      chunk({ reasoning_content: "m" }),
      chunk({ content: "Hel" }, { logprobs: { content: [token("Hel")], refusal: null } }),
      chunk({ content: "lo" }, { logprobs: { content: [token("lo")], refusal: null } }),
      chunk(call(0, { id: "a", type: "function", function: { name: "f", arguments: "" } })),
      chunk(call(1, { id: "b", type: "function", function: { name: "g", arguments: "{" } })),
      chunk(call(0, { function: { arguments: "{}" } })),
      chunk(call(1, { function: { arguments: "}" } })),
      chunk({}, { finish_reason: "tool_calls" }),
      { ...HEAD, choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
      { ...HEAD, choices: [], citations: ["https://a.test"], usage: null },
    );
    expect(body).toEqual({
      ...HEAD,
      object: "chat.completion",
      citations: ["https://a.test"],
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: "Hello",
            refusal: null,
            new_delta: 1,
            reasoning_content: "hm",
            tool_calls: [
              { id: "a", type: "function", function: { name: "f", arguments: "{}" } },
              { id: "b", type: "function", function: { name: "g", arguments: "{}" } },
            ],
          },
          logprobs: { content: [token("Hel"), token("lo")], refusal: null },
          finish_reason: "tool_calls",
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    });
  });

  it("has no content where there are calls alone, and sound in one", () => {
    const sound = { id: "s", expires_at: 9 };
    const body = assembled(
      chunk({ role: "assistant", content: "" }),
      chunk({ audio: { id: "s", data: "AQ", transcript: "a" } }),
      chunk({ audio: { data: "ID", transcript: "b", expires_at: 9 } }),
      chunk({
        tool_calls: [
          { index: 0, id: "a", type: "function", function: { name: "f", arguments: "{}" } },
        ],
      }),
      chunk({}, { finish_reason: "tool_calls" }),
    );
    expect(body).toMatchObject({
      choices: [
        { message: { content: null, audio: { ...sound, data: "AQID", transcript: "ab" } } },
      ],
    });
  });

  it("forgets who did not answer", () => {
    const assembly = new ChatAssembly();
    assembly.raw({ type: "raw", data: chunk({ content: "first" }) });
    assembly.restart();
    expect(assembly.body()).toBeUndefined();
    assembly.raw({ type: "raw", data: chunk({ content: "second" }) });
    expect(assembly.body()).toMatchObject({ choices: [{ message: { content: "second" } }] });
  });
});
