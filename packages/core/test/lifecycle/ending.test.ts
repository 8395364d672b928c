import { beforeAll, describe, expect, test } from "vitest";

import type { Chunk, ProviderStream } from "../../src/index.ts";
import { sse } from "../../src/wire/sse.ts";
import {
  errorOf,
  messages,
  overWire,
  preload,
  type Script,
  scripted,
  stop,
} from "../support/scripted-provider.ts";
import { sseServer, type Exchange } from "../support/sse-server.ts";

beforeAll(preload);

const usage: Chunk = { type: "usage", inputTokens: 1, outputTokens: 2, exact: true };

/** What upstream does after the marker, where the connection can be kept all the same. */
const goodTails: readonly (readonly [string, (exchange: Exchange) => unknown])[] = [
  ["the end at once", (exchange) => exchange.end()],
  ["the end a little later", (exchange) => setImmediate(() => setImmediate(exchange.end))],
  [
    "garbage, then the end",
    (exchange) => {
      exchange.write("data: {nonsense\n\n");
      setImmediate(exchange.end);
    },
  ],
];

describe("after a good answer", () => {
  test.each(goodTails)("the connection is kept: %s", async (_, tail) => {
    const server = await sseServer((exchange) => {
      exchange.send("hello");
      exchange.send(stop);
      tail(exchange);
    });
    const provider = scripted(overWire, { baseUrl: server.baseUrl });
    for (let call = 0; call < 20; call++) {
      const stream = provider.createAsyncGenerator({ messages });
      expect(await Array.fromAsync(stream)).toEqual(["hello"]);
      await stream.closed;
    }
    expect(server.exchanges).toHaveLength(20);
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  test("a socket left open hangs nothing, and is cut in the end", async () => {
    const server = await sseServer((exchange) => {
      exchange.send("hello");
      exchange.send(stop);
    });
    const provider = scripted(overWire, { baseUrl: server.baseUrl });
    const stream = provider.createAsyncGenerator({ messages });
    expect((await stream.collect()).text).toBe("hello");
    const [exchange] = server.exchanges;
    await stream.closed;
    expect(await exchange?.closed).toBe("cut");
  });

  test("a socket that breaks spoils nothing", async () => {
    const server = await sseServer((exchange) => {
      exchange.send("hello");
      exchange.send(stop);
    });
    const provider = scripted(overWire, { baseUrl: server.baseUrl });
    const stream = provider.createAsyncGenerator({ messages });
    expect((await stream.collect()).text).toBe("hello");
    server.exchanges[0]?.reset();
    await stream.closed;
    expect((await stream.result).warnings).toEqual([]);
  });
});

const badEndings: readonly (readonly [string, unknown, (stream: ProviderStream) => unknown])[] = [
  [
    "break",
    "a",
    async (stream) => {
      for await (const _ of stream) break;
    },
  ],
  [
    "throw()",
    "a",
    async (stream) => {
      await stream.next();
      await expect(stream.throw(new Error("mine"))).rejects.toThrow("mine");
    },
  ],
  ["no chunk", 7, async (stream) => expect((await errorOf(stream.next())).code).toBe("protocol")],
  [
    "an empty answer",
    stop,
    async (stream) => expect((await errorOf(stream.next())).code).toBe("protocol"),
  ],
  [
    "idleness",
    "a",
    async (stream) => expect((await errorOf(stream.collect())).code).toBe("timeout"),
  ],
  ["unread", "a", async (stream) => void (await stream.next())],
];

test.each(badEndings)("after %s the connection is destroyed", async (_, said, end) => {
  const server = await sseServer((exchange) => exchange.send(said));
  const provider = scripted(overWire, { baseUrl: server.baseUrl });
  const deadlines = { idle: 40, unread: 40 };
  const stream = provider.createAsyncGenerator({ messages, deadlines });
  await end(stream);
  const exchange = await server.exchange(0);
  expect(await exchange.closed).toBe("cut");
  await exchange.disconnected;
  await stream.closed;
});

/** A hook that leaves the end to the end of the body. */
const toTheEnd: Script = async function* (_, { http }) {
  const response = await http.post("/chat");
  yield await response.text();
};

describe("a provider whose end is the end of the body", () => {
  const provider = (baseUrl: string, script = toTheEnd) =>
    scripted(script, { baseUrl, manifest: { terminator: "eof" } });

  test.each([
    ["framed", true, "stop"],
    ["closed by the other side", false, "unknown"],
  ])("%s", async (_, framed, finishReason) => {
    const server = await sseServer((exchange) => {
      exchange.respond(200, "text/plain", framed);
      exchange.write("hello");
      exchange.end();
    });
    const stream = provider(server.baseUrl).createAsyncGenerator({ messages });
    const chunks = await Array.fromAsync(stream.chunks());
    expect(chunks).toEqual(["hello", { type: "finish", reason: finishReason }]);
    expect(await stream.result).toMatchObject({ text: "hello", finishReason });
  });

  test("framed and cut: an error, with what had come", async () => {
    const server = await sseServer((exchange) => {
      exchange.respond(200, "text/plain");
      exchange.write("hello");
      setImmediate(exchange.reset);
    });
    const hook: Script = async function* (_, { http }) {
      const decoder = new TextDecoder();
      for await (const bytes of (await http.post("/chat")).body) yield decoder.decode(bytes);
    };
    const error = await errorOf(
      provider(server.baseUrl, hook).createAsyncGenerator({ messages }).collect(),
    );
    expect(error).toMatchObject({ code: "network", partial: { text: "hello" } });
  });

  test("framed, and nothing in it: an empty answer is protocol", async () => {
    const server = await sseServer((exchange) => {
      exchange.respond(200, "text/plain");
      exchange.end();
    });
    const stream = provider(server.baseUrl).createAsyncGenerator({ messages });
    expect((await errorOf(stream.collect())).code).toBe("protocol");
  });

  test("without a wire the hook's own end is the end", async () => {
    const hook: Script = async function* () {
      yield "hello";
    };
    const local = scripted(hook, { manifest: { terminator: "eof" } });
    const result = await local.createAsyncGenerator({ messages }).collect();
    expect(result.finishReason).toBe("stop");
  });
});

test.each([true, false])(
  "the end of the body is no finish elsewhere (framed: %s)",
  async (framed) => {
    const server = await sseServer((exchange) => {
      exchange.respond(200, "text/event-stream", framed);
      exchange.send("hello");
      exchange.end();
    });
    for (const terminator of ["finish", "done"] as const) {
      const provider = scripted(overWire, { baseUrl: server.baseUrl, manifest: { terminator } });
      const error = await errorOf(provider.createAsyncGenerator({ messages }).collect());
      expect(error).toMatchObject({
        code: "truncated",
        retryable: false,
        partial: { text: "hello" },
      });
    }
  },
);

/** A hook that has read the reason and waits a while for what may follow. */
const waitingFor = (ms: number): Script =>
  async function* (_, { http }) {
    const response = await http.post("/chat");
    let end: Chunk | undefined;
    for await (const event of sse(response.body)) {
      const chunk = JSON.parse(event.data) as Chunk;
      if (typeof chunk !== "object" || chunk.type !== "finish") yield chunk;
      else {
        end = chunk;
        response.endWithin(ms);
      }
    }
    if (end !== undefined) yield end;
  };

describe("usage that comes after the reason", () => {
  test("is waited for", async () => {
    const server = await sseServer(async (exchange) => {
      exchange.send("hello");
      exchange.send(stop);
      await new Promise((resolve) => setImmediate(resolve));
      exchange.send(usage);
      exchange.end();
    });
    const provider = scripted(waitingFor(60_000), { baseUrl: server.baseUrl });
    for (let call = 0; call < 3; call++) {
      const stream = provider.createAsyncGenerator({ messages });
      expect((await stream.collect()).usage).toMatchObject({ outputTokens: 2, exact: true });
      await stream.closed;
    }
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  test("and does not come: the answer is good all the same, after endWithin", async () => {
    const server = await sseServer((exchange) => {
      exchange.send("hello");
      exchange.send(stop);
    });
    const provider = scripted(waitingFor(30), { baseUrl: server.baseUrl });
    const stream = provider.createAsyncGenerator({ messages });
    const result = await stream.collect();
    expect(result).toMatchObject({ text: "hello", finishReason: "stop" });
    expect(result.usage).toBeUndefined();
    await stream.closed;
    expect(await server.exchanges[0]?.closed).toBe("cut");
  });
});
