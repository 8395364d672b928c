import type { Chunk } from "@g4f/core";
import { describe, expect, test } from "vitest";

import { delta, finish, messages, play, said, type Script } from "./support/play.ts";

const call = (fragment: object): object => delta({ tool_calls: [fragment] });

describe("reasoning, in each of its encodings", () => {
  const rows: readonly (readonly [string, Script, object])[] = [
    [
      "reasoning_content",
      [delta({ reasoning_content: "a" }), delta({ reasoning_content: "b" })],
      {},
    ],
    ["reasoning", [delta({ reasoning: "ab" })], {}],
    ["both at once", [delta({ reasoning: "ab", reasoning_content: "ab" })], {}],
    [
      "<think> tags, split",
      [delta({ content: "<thi" }), delta({ content: "nk>ab</th" }), delta({ content: "ink>\n\n" })],
      { thinkTags: true },
    ],
    [
      "thinking parts",
      [delta({ content: [{ type: "thinking", thinking: [{ type: "text", text: "ab" }] }] })],
      {},
    ],
  ];
  test.each(rows)("%s", async (_, script, row) => {
    const events = [...(script as object[]), delta({ content: "said" }), finish()];
    const { chunks, result } = await play(events, {}, row);
    expect(said(chunks)).toEqual([
      ["reasoning", "ab"],
      ["text", "said"],
    ]);
    expect(result?.reasoning).toBe("ab");
  });

  test("tags are text where the host's models do not write them", async () => {
    const { result } = await play([delta({ content: "<think>a</think>b" }), finish()]);
    expect(result?.text).toBe("<think>a</think>b");
  });

  test("what must go back goes back, to its own host alone", async () => {
    const details = [{ type: "reasoning.encrypted", data: "xyz" }];
    const row = { reasoningBack: "reasoning_details" } as const;
    const events = [
      delta({ reasoning: "hm", reasoning_details: details }),
      delta({ content: "said" }),
      finish(),
    ];
    const { result } = await play(events, {}, row);
    const history = [...messages, result?.message, ...messages] as never;
    const own = await play(events, { messages: history }, row);
    expect(own.sent["messages"]).toMatchObject([
      {},
      { role: "assistant", content: "said", reasoning_details: details },
      {},
    ]);
    const other = await play(events, { messages: history }, { ...row, name: "Other" });
    expect(other.sent["messages"]).toEqual([
      { role: "user", content: "Hi" },
      { role: "assistant", content: "said" },
      { role: "user", content: "Hi" },
    ]);
  });

  test("reasoning_content goes back where the host wants it", async () => {
    const row = { reasoningBack: "reasoning_content" } as const;
    const events = [delta({ reasoning_content: "hm" }), delta({ content: "said" }), finish()];
    const { result } = await play(events, {}, row);
    const history = [...messages, result?.message, ...messages] as never;
    const { sent } = await play(events, { messages: history }, row);
    expect(sent["messages"]).toMatchObject([{}, { reasoning_content: "hm" }, {}]);
    const without = await play(events, { messages: history });
    expect(JSON.stringify(without.sent)).not.toContain("hm");
  });

  test("a signature of a call goes back with it", async () => {
    const extra_content = { google: { thought_signature: "sig" } };
    const events = [
      call({ index: 0, id: "a", function: { name: "f", arguments: "{}" }, extra_content }),
      finish("tool_calls"),
    ];
    const { result } = await play(events);
    const history = [
      ...messages,
      result?.message,
      { role: "tool", toolCallId: "a", content: "1" },
    ] as never;
    const { sent } = await play(events, { messages: history });
    expect(sent["messages"]).toMatchObject([{}, { tool_calls: [{ id: "a", extra_content }] }, {}]);
  });
});

describe("tool calls", () => {
  test("two, interleaved; deltas come at once", async () => {
    const { chunks, result } = await play([
      call({ index: 0, id: "a", function: { name: "f", arguments: '{"x"' } }),
      call({ index: 1, id: "b", function: { name: "g", arguments: "{" } }),
      call({ index: 0, function: { arguments: ":1}" } }),
      call({ index: 1, function: { arguments: "}" } }),
      finish("tool_calls"),
    ]);
    const types = chunks.map((chunk: Chunk) => (typeof chunk === "string" ? "text" : chunk.type));
    expect(types.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => "tool-call-delta"));
    expect(result?.toolCalls).toMatchObject([
      { id: "a", name: "f", arguments: '{"x":1}' },
      { id: "b", name: "g", arguments: "{}" },
    ]);
    expect(result?.finishReason).toBe("tool-calls");
  });

  test("a host that says stop means tool-calls", async () => {
    const { result } = await play([
      call({ id: "a", function: { name: "f", arguments: {} } }),
      finish("stop"),
    ]);
    expect(result).toMatchObject({ finishReason: "tool-calls", toolCalls: [{ arguments: "{}" }] });
  });

  test("cut by the length, half a call is never handed out", async () => {
    const { error, chunks } = await play([
      call({ index: 0, id: "a", function: { name: "f", arguments: '{"x":' } }),
      finish("length"),
    ]);
    expect(error).toMatchObject({ code: "protocol", retryable: false });
    expect(chunks.some((chunk) => typeof chunk === "object" && chunk.type === "tool-call")).toBe(
      false,
    );
  });
});

describe("the end", () => {
  const text = delta({ content: "half" });
  const frame = (event: object): string => `data: ${JSON.stringify(event)}\n\n`;
  const rows: readonly (readonly [string, Script, object, object])[] = [
    ["[DONE] without a reason", [frame(text), "data: [DONE]\n\n"], {}, { code: "truncated" }],
    ["nothing", [frame(text)], {}, { code: "truncated" }],
    [
      "a marker that only begins like one",
      [frame(text), frame(finish()).slice(0, -6)],
      {},
      { code: "truncated" },
    ],
    [
      "[DONE] inside a text",
      [frame(delta({ content: "data: [DONE]" }))],
      {},
      { code: "truncated" },
    ],
    ["a break", [frame(text), new Error("reset")], {}, { code: "network", retryable: false }],
    ["malformed JSON", [frame(text), "data: {half\n\n"], {}, { code: "protocol" }],
    ["no object", [frame(text), "data: 7\n\n"], {}, { code: "protocol" }],
  ];
  test.each(rows)("%s is no end", async (_, script, row, wanted) => {
    const { error } = await play(script, {}, row);
    expect(error).toMatchObject({
      ...wanted,
      partial: { text: expect.stringMatching(/./) as string },
    });
  });

  const good: readonly (readonly [string, Script, object, readonly string[]])[] = [
    ["reason and [DONE]", [frame(text), frame(finish()), "data: [DONE]\n\n"], {}, []],
    ["[DONE] without a blank line", [frame(text), frame(finish()), "data: [DONE]"], {}, []],
    [
      "[DONE] with a carriage return",
      [frame(text), frame(finish()), "data: [DONE]\r\n\r\n"],
      {},
      [],
    ],
    ["no [DONE]", [frame(text), frame(finish())], {}, ["Acme ended the stream without [DONE]"]],
    [
      "no [DONE] from a host that sends none",
      [frame(text), frame(finish())],
      { sendsDone: false },
      [],
    ],
    [
      "a break behind the reason",
      [frame(text), frame(finish()), new Error("reset")],
      { sendsDone: false },
      [],
    ],
    [
      "garbage behind the reason",
      [frame(text), frame(finish()), "data: {half\n\n"],
      { sendsDone: false },
      [],
    ],
    [
      "comments, pings, empty data, unknown fields",
      [
        ": hi\n\nevent: ping\ndata:\n\nfoo: x\n",
        "event: ping\ndata: still here\n\n",
        frame(text),
        frame(finish()),
        "data: [DONE]\n\n",
      ],
      {},
      [],
    ],
  ];
  test.each(good)("%s", async (_, script, row, warnings) => {
    const { result, error } = await play(script, {}, row);
    expect(error).toBeUndefined();
    expect(result).toMatchObject({ text: "half", finishReason: "stop", warnings });
  });

  test("a host that sends nothing but [DONE]", async () => {
    const row = { terminator: "done" } as const;
    const { result } = await play([frame(text), "data: [DONE]\n\n"], {}, row);
    expect(result?.finishReason).toBe("unknown");
    expect((await play([frame(text)], {}, row)).error?.code).toBe("truncated");
  });

  test("nothing behind [DONE] is read", async () => {
    const { result } = await play([frame(text), frame(finish()), "data: [DONE]\n\n", frame(text)]);
    expect(result?.text).toBe("half");
  });

  test("an empty answer is an error", async () => {
    expect((await play([delta({ role: "assistant", content: "" }), finish()])).error).toMatchObject(
      {
        code: "protocol",
      },
    );
  });

  test.each([
    ["length", "length"],
    ["max_tokens", "length"],
    ["content_filter", "content-filter"],
    ["eos", "stop"],
    ["something new", "unknown"],
  ])("the reason %s is %s", async (reason, wanted) => {
    expect((await play([text, finish(reason)])).result?.finishReason).toBe(wanted);
  });
});

describe("stop sequences never leak, wherever they are split", () => {
  test.each([1, 2, 3, 4, 5])("in pieces of %i", async (size) => {
    const whole = "one two STOP three";
    const pieces = whole.match(new RegExp(`.{1,${size}}`, "g")) ?? [];
    const events = [...pieces.map((content) => delta({ content })), finish()];
    const { result } = await play(events, { stop: "STOP" });
    expect(result).toMatchObject({ text: "one two ", finishReason: "stop" });
  });

  test("the beginning of one at the end of an answer is text", async () => {
    const { result } = await play([delta({ content: "one ST" }), finish()], { stop: "STOP" });
    expect(result?.text).toBe("one ST");
  });
});

describe("facts beside the text", () => {
  test("usage after the reason, before [DONE]", async () => {
    const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
    const { result } = await play([delta({ content: "x" }), finish(), { choices: [], usage }]);
    expect(result?.usage).toEqual({ inputTokens: 3, outputTokens: 4, totalTokens: 7, exact: true });
  });

  test("sources, each once; images; logprobs", async () => {
    const url_citation = { url: "https://a.test/1", title: "One" };
    const { sources, chunks, result } = await play([
      delta({ annotations: [{ type: "url_citation", url_citation }] }),
      delta({}, { citations: ["https://a.test/1"] }),
      delta({ images: [{ type: "image_url", image_url: { url: "data:image/png;base64,AQID" } }] }),
      {
        choices: [
          { index: 0, delta: { content: "x" }, logprobs: { content: [{ token: "x" }] } },
          { index: 1, delta: { content: "another choice" } },
        ],
      },
      finish(),
    ]);
    expect(sources).toEqual([{ type: "source", url: "https://a.test/1", title: "One" }]);
    expect(result?.text).toBe("x");
    expect(result?.message.content).toContainEqual({
      type: "image",
      data: Uint8Array.of(1, 2, 3),
      mediaType: "image/png",
    });
    expect(chunks).toContainEqual({
      type: "custom",
      name: "logprobs",
      data: { content: [{ token: "x" }] },
    });
  });

  test("a refusal is told as text", async () => {
    const { result } = await play([delta({ content: null, refusal: "I won't." }), finish()]);
    expect(result?.text).toBe("I won't.");
  });

  test("raw events, on demand, every one", async () => {
    const events = [
      delta({ content: "a" }),
      delta({ content: "b" }),
      delta({ content: "c" }),
      finish(),
    ];
    const { chunks, raw } = await play(events, { raw: true });
    const data = chunks.flatMap((chunk) =>
      typeof chunk === "object" && chunk.type === "raw" ? [chunk.data] : [],
    );
    expect(data).toEqual(events);
    expect(raw).toEqual(events.map((event) => JSON.stringify(event)));
  });
});

describe("errors inside a stream", () => {
  const rows: readonly (readonly [string, object, string])[] = [
    ["an object", { error: { message: "slow down", type: "rate_limit_error" } }, "rate_limit"],
    ["a text", { error: "Overloaded, try later" }, "overloaded"],
    [
      "vLLM and Mistral",
      { object: "error", message: "This model's maximum context length is 8 tokens" },
      "context_length",
    ],
    [
      "in a choice",
      { choices: [{ index: 0, error: { code: 502, message: "Provider returned error" } }] },
      "upstream",
    ],
    [
      "with the status repeated",
      { error: { code: 429, message: "Provider returned error" }, choices: [] },
      "rate_limit",
    ],
    ["a bare message", { message: "invalid api token" }, "auth"],
    ["a reason that is one", finish("error"), "upstream"],
    ["DeepSeek's", finish("insufficient_system_resource"), "overloaded"],
  ];
  test("bare words in an event of that name", async () => {
    const { error } = await play("event: error\ndata: the engine is overloaded\n\n");
    expect(error).toMatchObject({ code: "overloaded", requestId: "r-1" });
  });

  test.each(rows)("%s", async (_, event, code) => {
    const { error } = await play([event]);
    expect(error).toMatchObject({ code, provider: "Acme", requestId: "r-1", retryAfterMs: 3000 });
    const later = await play([delta({ content: "half" }), event]);
    expect(later.error).toMatchObject({ code, retryable: false, partial: { text: "half" } });
  });
});
