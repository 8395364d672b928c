import { expect, test } from "vitest";

import { encodeLegacyPing, encodePing } from "../src/wire.ts";
import {
  ask,
  chunksOf,
  events,
  failureOf,
  final,
  inference,
  jsonReply,
  message,
  token,
  website,
} from "./support/call.ts";
import { recordedBody } from "./support/recording.ts";
import { INFERENCE, scriptedServer } from "./support/scripted-server.ts";

const FINISH = { type: "finish", reason: "stop" };
const AT = new Date("2026-11-20T10:05:53.800Z");

test("unicode, escapes and line ends arrive as they were", async () => {
  await using server = await scriptedServer({ events: "100" }, INFERENCE);
  const text = 'Héllo 👋 世界\n\nline2\r\nCR "quote" \\ <b>';
  expect((await ask(inference(server)).collect()).text).toBe(text);
});

test.for([
  ["104", "ok done"],
  ["116", "a b"],
  ["124", undefined],
  ["122", undefined],
  ["118", "six x "],
])("the recorded stream %s ends as its message says", async ([id, expected]) => {
  await using server = await scriptedServer({ events: id ?? "" }, INFERENCE);
  const result = await ask(inference(server)).collect();
  const whole = /"event_type": "message".*"content": ("(?:[^"\\]|\\.)*")/.exec(
    recordedBody(id ?? ""),
  );
  const content = JSON.parse(whole?.[1] ?? "") as string;
  if (expected !== undefined) expect(content).toBe(expected);
  const differs = result.warnings.length > 0;
  expect(differs || result.text.trim() === content.trim()).toBe(true);
  expect(server.steps()).not.toContain("message");
});

test("a place in the queue is a queue part", async () => {
  await using server = await scriptedServer({ events: "118" }, INFERENCE);
  const chunks = await chunksOf(ask(inference(server)));
  expect(chunks[0]).toEqual({ type: "queue", position: 2, size: 2 });
  expect(chunks.slice(-3)).toEqual(["six ", "x ", FINISH]);
});

test("steps of a plugin, and what became of it, are custom parts", async () => {
  await using server = await scriptedServer({ events: "103" }, INFERENCE);
  const chunks = await chunksOf(ask(inference(server)));
  const step = (n: number): object => ({
    type: "custom",
    name: "plugin_intermediate",
    data: {
      thought: `thought ${n}`,
      actionTaken: "web_search",
      actionInput: '{"q":"x"}',
      actionResponse: `resp ${n}`,
    },
  });
  expect(chunks).toEqual([
    step(0),
    step(1),
    "Ans",
    "wer",
    {
      type: "custom",
      name: "used_plugin",
      data: expect.objectContaining({ name: "plug", trusted: true }) as unknown,
    },
    FINISH,
  ]);
});

test("an error event is an error with the server's words and what had come", async () => {
  await using server = await scriptedServer({ events: "101" }, INFERENCE);
  expect(await failureOf(ask(inference(server)))).toMatchObject({
    code: "upstream",
    retryable: false,
    message: "OpenAssistant: Request failed during generation: Server error: CUDA out of memory",
    partial: { text: "partial" },
  });
  expect(server.steps().at(-1)).toBe("delete");
});

test.for([
  ["Timeout", "timeout", true],
  ["Aborted due to worker error.", "upstream", true],
  ["invalid api key of the worker", "upstream", true],
  ["", "upstream", true],
] as const)("an error before any text: %s", async ([error, code, retryable]) => {
  await using server = await scriptedServer({
    events: events({ event_type: "error", error, message: message({ content: null }) }),
  });
  const failure = await failureOf(ask(website(server)));
  expect(failure).toMatchObject({ code, retryable });
  expect(failure.message).toBe(`OpenAssistant: ${error || "an error without words"}`);
});

test("pings of both kinds, anywhere, and events nobody knows are passed over", async () => {
  const pings = encodePing(AT) + encodeLegacyPing(AT) + "data: 2023-04-30 10:00:00.1\r\n\r\n";
  const named = 'event: ping\r\ndata: {"event_type": "token", "text": "no"}\r\n\r\n';
  await using server = await scriptedServer({
    events: events(
      pings,
      'data: {"event_type": "safe_prompt", "safe_prompt": "x"}\r\n\r\n',
      'data: {"event_type": "dreamt_up"}\r\n\r\n',
      pings + named,
      token("a "),
      pings,
      token("b"),
      pings,
      final({ content: "a b" }),
    ),
  });
  expect(await chunksOf(ask(website(server)))).toEqual(["a ", "b", FINISH]);
});

test.for([
  ["LF", "\n"],
  ["CR", "\r"],
])("lines may end with %s", async ([, end]) => {
  const body = recordedBody("W04").replaceAll("\r\n", end ?? "");
  await using server = await scriptedServer({ events: { body } });
  expect((await ask(website(server)).collect()).text).toBe("w1 w2 w3 w4 ");
});

test.for(["text/html", "application/json", "text/plain"])(
  "the media type of a stream is of no account: %s",
  async (type) => {
    await using server = await scriptedServer({
      events: { headers: { "content-type": type }, body: recordedBody("W04") },
    });
    expect((await ask(website(server)).collect()).text).toBe("w1 w2 w3 w4 ");
  },
);

test.for([
  ["a page", "<!doctype html><title>Sign in</title>", "protocol", "a page instead of a stream"],
  ["JSON", '  {"id": 7}', "protocol", "JSON instead of a stream"],
  ["an error", '{"detail": "currently busy"}', "upstream", "currently busy"],
  ["an error of a proxy", '{"error": {"type": "rate_limit_error"}}', "rate_limit", "rate_limit"],
] as const)("in place of a stream: %s", async ([, body, code, words]) => {
  await using server = await scriptedServer({ events: { body } });
  const error = await failureOf(ask(website(server)));
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
});

test("an answer that was ready too early comes from the message: 204", async () => {
  for (const id of ["16", "108"]) {
    await using server = await scriptedServer({ events: id }, INFERENCE);
    const { content } = JSON.parse(recordedBody("17")) as { content: string };
    expect(await chunksOf(ask(inference(server)))).toEqual([content, FINISH]);
    expect(server.call("message").url).toBe(
      "/chats/06b001ab-68dd-710d-8000-6e10a92a993b/messages/06b001ab-693a-7fa8-8000-e0f1a7cac5aa",
    );
  }
});

test("an answer that was ready too early comes from the message: 200 without a body", async () => {
  await using server = await scriptedServer({ events: "W05" });
  expect(await chunksOf(ask(website(server)))).toEqual(["w1 w2 w3 w4 ", FINISH]);
  expect(server.call("message").url).toBe(
    "/api/chat/message?chat_id=06b001cc-0e76-776a-8000-b8d628911d3f&message_id=06b001cc-1f9e-77cd-8000-e73d2cbe60f2",
  );
});

test("a message that was given up is an error, too", async () => {
  await using server = await scriptedServer({ events: "101b", message: "101c" }, INFERENCE);
  expect(await failureOf(ask(inference(server)))).toMatchObject({
    code: "upstream",
    message: "OpenAssistant: the worker gave the answer up",
  });
});

test.for([
  ["cancelled", "upstream"],
  ["timeout", "timeout"],
  ["pending", "truncated"],
  ["in_progress", "truncated"],
] as const)("a stream without an end over a message that is %s", async ([state, code]) => {
  await using server = await scriptedServer({
    events: events(token("half an ")),
    message: jsonReply(message({ state, content: null })),
  });
  const error = await failureOf(ask(website(server)));
  expect(error).toMatchObject({ code, partial: { text: "half an " }, retryable: false });
});

test("a stream that is cut before any text may be asked for again", async () => {
  await using server = await scriptedServer({
    events: events(encodePing(AT)),
    message: jsonReply(message({ state: "in_progress", content: null })),
  });
  const error = await failureOf(ask(website(server)));
  expect(error).toMatchObject({ code: "truncated", partial: { text: "" }, retryable: true });
});

test("a stream without an end is completed from the message", async () => {
  await using server = await scriptedServer({
    events: events(token("half an "), encodePing(AT)),
    message: jsonReply(message({ content: "half an answer" })),
  });
  expect(await chunksOf(ask(website(server)))).toEqual(["half an ", "answer", FINISH]);
  expect(server.steps()).toEqual([
    "create",
    "prompter",
    "assistant",
    "events",
    "message",
    "delete",
  ]);
});

test("a message that cannot be read leaves the answer truncated", async () => {
  await using server = await scriptedServer({ events: events(token("half")), message: "W39" });
  expect(await failureOf(ask(website(server)))).toMatchObject({
    code: "truncated",
    partial: { text: "half" },
  });
});

test("a message that cannot be read after nothing is that error", async () => {
  await using server = await scriptedServer({ events: "W05", message: "W39" });
  expect(await failureOf(ask(website(server)))).toMatchObject({ code: "upstream", status: 500 });
});

test.for([
  ['data: {"event_type": "token", "te\r\n\r\n', "malformed JSON"],
  ['data: {"event_type": "token"}\r\n\r\n', "an event without text"],
  ['data: {"event_type": "token", "text": 7}\r\n\r\n', "an event without text"],
  ['data: {"event_type": "pending"}\r\n\r\n', "an event without queue_position"],
  ['data: {"event_type": "message"}\r\n\r\n', "an event without message"],
  ['data: {"event_type": "message", "message": {"content": 5}}\r\n\r\n', "without message"],
])("what is broken is protocol: %s", async ([sent, words]) => {
  await using server = await scriptedServer({ events: events(sent ?? "") });
  const error = await failureOf(ask(website(server)));
  expect(error.code).toBe("protocol");
  expect(error.message).toContain(words);
  expect(server.steps().at(-1)).toBe("delete");
});

test("the raw events come along where they are wanted", async () => {
  await using server = await scriptedServer();
  const chunks = await chunksOf(ask(website(server), { raw: true }));
  expect(chunks.slice(0, 2)).toEqual([
    {
      type: "raw",
      data: { event_type: "token", text: "w1 " },
      text: '{"event_type": "token", "text": "w1 "}',
    },
    "w1 ",
  ]);
});

test("a complete answer without a word is not a good one", async () => {
  await using server = await scriptedServer({ events: events(final({ content: "" })) });
  expect(await failureOf(ask(website(server)))).toMatchObject({ code: "protocol" });
});

test("only the rest of the message is handed out", async () => {
  await using server = await scriptedServer({
    events: events(token("Hello "), final({ content: "Hello world" })),
  });
  expect(await chunksOf(ask(website(server)))).toEqual(["Hello ", "world", FINISH]);
});

test("a message that differs is a warning and a custom part with the final text", async () => {
  await using server = await scriptedServer({
    events: events(token("Hello STOP"), final({ content: "Hello" })),
  });
  const stream = ask(website(server));
  expect(await chunksOf(stream)).toEqual([
    "Hello STOP",
    { type: "warning", message: "the server's final text differs from what it streamed" },
    { type: "custom", name: "final_text", data: "Hello" },
    FINISH,
  ]);
});

test("tokens that another reader took are found again in the message", async () => {
  await using server = await scriptedServer({ events: "W13" });
  const chunks = await chunksOf(ask(website(server)));
  expect(chunks).toContainEqual({
    type: "custom",
    name: "final_text",
    data: "y1 y2 y3 y4 y5 y6 y7 y8 y9 y10 y11 y12 ",
  });
});
