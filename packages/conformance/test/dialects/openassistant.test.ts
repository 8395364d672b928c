import { expect, test } from "vitest";

import { isReply, type Asked, type Dialect, type WireReply } from "../../src/dialect.ts";
import { openassistantInference, openassistantWebsite, type Script } from "../../src/index.ts";
import { httpRecording } from "./http-recording.ts";
import { at, text, word } from "./read/told.ts";

/** Recorded flows: a chat, a prompt, a request for an answer, its events. */
const FLOWS = [
  [openassistantWebsite, ["W01", "W02", "W03", "W04"]],
  [openassistantInference, ["12", "13", "14", "15"]],
] as const;

test.each(FLOWS)("$name understands a recorded flow", (dialect, ids) => {
  const memory = new Map<string, unknown>();
  /** Recorded ids, and those that the dialect gave instead. */
  const given = new Map<string, string>();
  const translated = (recorded: string): string =>
    [...given].reduce((told, [old, id]) => told.replaceAll(old, id), recorded);
  let last: Asked | WireReply | undefined;
  for (const id of ids) {
    const { method, path, sent, received } = httpRecording(id);
    const request = { method, path: translated(path), headers: {}, body: translated(sent) };
    last = dialect.read(request, memory);
    if (last === undefined || !isReply(last)) break;
    const original: unknown = JSON.parse(received);
    const reply: unknown = JSON.parse(last.body);
    expect(last.status).toBe(200);
    expect(Object.keys(original as object)).toEqual(
      expect.arrayContaining(Object.keys(reply as object)),
    );
    expect(word(reply, "state")).toBe(word(original, "state"));
    given.set(text(original, "id"), text(reply, "id"));
  }
  const prompt = httpRecording(ids[1]);
  const question = httpRecording(ids[2]);
  expect(last).toMatchObject({
    model: text(JSON.parse(question.sent), "model_config_name"),
    messages: [{ role: "user", text: text(JSON.parse(prompt.sent), "content") }],
    sampling: { topK: 50, temperature: 0.35, maxTokens: 1024 },
  });
});

const ANSWERS: readonly (readonly [id: string, dialect: Dialect])[] = [
  ["15", openassistantInference],
  ["100", openassistantInference],
  ["101", openassistantInference],
  ["124", openassistantInference],
  ["W04", openassistantWebsite],
  ["W09", openassistantWebsite],
];

test.each(ANSWERS)("the events of recording %s are told again", (id, dialect) => {
  const { received } = httpRecording(id);
  // Every event is one line, ended with CRLF twice.
  const events = received.split("\r\n\r\n").filter((event) => event.startsWith("data: "));
  const original = events.map((event) => JSON.parse(event.slice("data: ".length)) as unknown);
  const script = original.flatMap((event): Script => {
    switch (at(event, "event_type")) {
      case "token":
        return [{ type: "text", text: text(event, "text") }];
      case "message":
        return [{ type: "finish", reason: "stop" }];
      case "error":
        return [{ type: "error", error: { code: "upstream", message: text(event, "error") } }];
      default:
        return [];
    }
  });
  expect(script.length).toBeGreaterThan(2);
  expect(dialect.lineEnd).toBe("\r\n");
  const told = dialect.encode(script, { messages: [] });
  expect(told.every(({ data }) => /^[ -~]*$/.test(data))).toBe(true);
  const again = told.map(({ data }) => JSON.parse(data) as unknown);
  const said = original.filter((event) => at(event, "event_type") !== "pending");
  expect(again.map(shapeOf)).toEqual(said.map(shapeOf));
});

/** An event without what differs from call to call. */
function shapeOf(event: unknown): unknown {
  const { message, ...rest } = event as { readonly message?: object };
  if (message === undefined) return rest;
  const { content, state, role } = message as Readonly<Record<string, unknown>>;
  return { ...rest, message: { content, state, role, keys: Object.keys(message).toSorted() } };
}

test("an answer that was not read to its end is one that is still being written", () => {
  for (const [dialect, ids] of FLOWS) {
    const memory = new Map<string, unknown>();
    const sent = (id: string, chatId: string, parent: string): WireReply => {
      const { method, path, sent: body } = httpRecording(id);
      const request = {
        method,
        path: path.replace(/\/chats\/[^/]+/, `/chats/${chatId}`),
        headers: {},
        body: body
          .replace(/"chat_id": "[^"]*"/, `"chat_id": "${chatId}"`)
          .replace(/"parent_id": "[^"]*"/, `"parent_id": "${parent}"`),
      };
      return dialect.read(request, memory) as WireReply;
    };
    const chatId = text(JSON.parse(sent(ids[0], "", "").body), "id");
    const prompt = text(JSON.parse(sent(ids[1], chatId, "").body), "id");
    const answer = text(JSON.parse(sent(ids[2], chatId, prompt).body), "id");
    const path =
      dialect === openassistantWebsite
        ? `/api/chat/message?chat_id=${chatId}&message_id=${answer}`
        : `/chats/${chatId}/messages/${answer}`;
    const reply = dialect.read({ method: "GET", path, headers: {}, body: "" }, memory) as WireReply;
    expect(JSON.parse(reply.body)).toMatchObject({ state: "in_progress", content: null });
  }
});

test("unknown chats, parents and messages are refused", () => {
  for (const [dialect, path] of [
    [openassistantWebsite, "/api/chat/events?chat_id=x&message_id=y"],
    [openassistantInference, "/chats/x/messages/y/events"],
  ] as const) {
    const reply = dialect.read({ method: "GET", path, headers: {}, body: "" }, new Map());
    expect(reply).toMatchObject({ status: 500 });
  }
});
