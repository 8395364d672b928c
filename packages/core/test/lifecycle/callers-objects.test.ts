import { describe, expect, test } from "vitest";

import type { CommonRequest, Message } from "../../src/index.ts";
import { errorOf, overWire, scripted, stop, type Script } from "../support/scripted-provider.ts";
import { sseServer } from "../support/sse-server.ts";

/** A request with something of everything, made anew each time. */
function request() {
  const bytes = new Uint8Array([1, 2, 3, 4]);
  const messages: Message[] = [
    { role: "system", content: "be brief" },
    {
      role: "user",
      content: [
        { type: "text", text: "look" },
        { type: "image", data: bytes, mediaType: "image/png" },
        { type: "image", url: new URL("https://acme.test/i.png") },
      ],
    },
    { role: "assistant", toolCalls: [{ id: "c1", name: "add", arguments: "{}" }] },
    { role: "tool", content: "3", toolCallId: "c1" },
  ];
  const given = {
    model: "acme-1",
    messages,
    deadlines: { idle: 1000 },
    cookies: { id: "1" },
    tools: [{ name: "add", parameters: { type: "object", properties: { a: {} } } }],
    stop: ["x"],
    conversation: { id: "t1", seen: [1, { deep: true }] },
    raw: false,
  } satisfies CommonRequest;
  return { given, bytes };
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}

/** A hook that writes wherever it is let. */
const vandal: Script = async function* (given) {
  const refused: string[] = [];
  const attempt = (name: string, write: () => unknown): void => {
    try {
      write();
    } catch {
      refused.push(name);
    }
  };
  attempt("request", () => Object.assign(given, { model: "x" }));
  attempt("messages", () => (given.messages as Message[]).pop());
  attempt("message", () => Object.assign(given.messages[0] ?? {}, { content: "x" }));
  attempt("tools", () => Object.assign(given.tools?.[0]?.parameters ?? {}, { type: "x" }));
  attempt("conversation", () => Object.assign(given.conversation as object, { id: "x" }));
  const content = given.messages[1]?.content;
  for (const part of typeof content === "object" ? (content ?? []) : []) {
    if (part.type === "image" && part.data !== undefined) part.data.fill(0);
  }
  yield refused.join(" ");
  yield stop;
};

describe("the caller's objects", () => {
  test("are the same before and after, whatever the hook does, bytes too", async () => {
    const { given, bytes } = request();
    const { given: before } = request();
    const stream = scripted(vandal).createAsyncGenerator(given);
    expect((await stream.collect()).text).toBe("request messages message tools conversation");
    expect(given).toEqual(before);
    expect([...bytes]).toEqual([1, 2, 3, 4]);
    expect(Object.isFrozen(given) || Object.isFrozen(given.messages)).toBe(false);
    expect(Object.isFrozen(given.conversation)).toBe(false);
  });

  test("may be frozen, and used for many calls at a time over a socket", async () => {
    const server = await sseServer((exchange) => {
      exchange.send(exchange.body);
      exchange.send(stop);
      exchange.end();
    });
    const given = freeze(request().given);
    const settings = freeze({ baseUrl: server.baseUrl, headers: { "x-a": "1234" } });
    const provider = scripted(overWire, settings);
    const results = await Promise.all(
      Array.from({ length: 10 }, () => provider.createAsyncGenerator(given).collect()),
    );
    for (const { text } of results) {
      expect((JSON.parse(text) as { messages: unknown[] }).messages).toHaveLength(4);
    }
    expect(given).toEqual(request().given);
  });

  test("are the same after a call that failed", async () => {
    const { given } = request();
    const provider = scripted(overWire, { baseUrl: "http://127.0.0.1:1" });
    const stream = provider.createAsyncGenerator(given);
    expect((await errorOf(stream.next())).code).toBe("network");
    expect(given).toEqual(request().given);
  });

  test("what is changed once the call has begun is not seen by it", async () => {
    const { given } = request();
    const seen = Promise.withResolvers<void>();
    const provider = scripted(async function* ({ messages }) {
      yield "a";
      await seen.promise;
      yield String(messages.length);
      yield stop;
    });
    const stream = provider.createAsyncGenerator(given);
    await stream.next();
    given.messages.length = 0;
    seen.resolve();
    expect((await stream.next()).value).toBe("4");
    await stream.return();
  });

  test("a result belongs to its caller: changing it changes no other", async () => {
    const provider = scripted(async function* () {
      yield "a";
      yield stop;
    });
    const { message } = await provider.createAsyncGenerator(request().given).collect();
    Object.assign(message, { content: "x" });
    const again = await provider.createAsyncGenerator(request().given).collect();
    expect(again.message.content).toBe("a");
  });
});
