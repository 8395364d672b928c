import { describe, expect, test } from "vitest";

import type { Logger } from "../../src/index.ts";
import { errorOf, messages, overWire, scripted, stop } from "../support/scripted-provider.ts";
import { sseServer } from "../support/sse-server.ts";

const answer = (): ReturnType<typeof sseServer> =>
  sseServer((exchange) => {
    exchange.send("hello");
    exchange.send(stop);
    exchange.end();
  });

/** A provider over a socket that notes what is asked of its instance. */
async function watched() {
  const server = await answer();
  const asked: string[] = [];
  const note = (what: string) => (): void => void asked.push(what);
  const logger: Logger = {
    debug: note("log"),
    info: note("log"),
    warn: note("log"),
    error: note("log"),
  };
  const provider = scripted(
    (request, context) => {
      asked.push("generate");
      return overWire(request, context);
    },
    {
      baseUrl: server.baseUrl,
      logger,
      credentials: {
        get: async () => {
          asked.push("credentials");
          return "key-1234";
        },
      },
      cookieStore: {
        get: async () => {
          asked.push("cookies");
          return {};
        },
        set: async () => {},
        setFromHeader: async () => {},
      },
      manifest: { needsAuth: true, auth: ["key", "cookies"] },
    },
  );
  return { server, asked, provider };
}

describe("a call is lazy", () => {
  test("nothing is asked, logged, listened to or sent before the first pull", async () => {
    const { server, asked, provider } = await watched();
    const abort = new AbortController();
    const streams = [1, 2, 3].map(() =>
      provider.createAsyncGenerator({ messages, signal: abort.signal }),
    );
    streams[0]?.chunks();
    streams[1]?.toReadableStream();
    expect(streams[2]?.[Symbol.asyncIterator]()).toBe(streams[2]);
    // A call that did begin goes all the way in the meantime.
    await provider.createAsyncGenerator({ messages }).collect();
    expect(server.exchanges).toHaveLength(1);
    expect(asked.filter((what) => what !== "log")).toEqual(["credentials", "cookies", "generate"]);
  });

  test("a request that is wrong is told at the first pull, not before", async () => {
    const { server, provider } = await watched();
    const stream = provider.createAsyncGenerator({ messages: [] });
    expect(await errorOf(stream.next())).toMatchObject({
      code: "invalid_request",
      phase: "prepare",
      retryable: false,
    });
    expect(server.connections).toBe(0);
  });

  test("only misuse throws at once", () => {
    const provider = scripted(overWire);
    for (const request of [undefined, null, "hi", 1]) {
      expect(() => provider.createAsyncGenerator(request as never)).toThrow(TypeError);
    }
  });

  test("the clock starts with the first pull", async () => {
    const { provider } = await watched();
    const limits = { total: 250, firstEvent: 250 };
    const early = provider.createAsyncGenerator({ messages, deadlines: limits });
    const stalled = scripted(async function* () {
      yield await new Promise<never>(() => {});
    });
    // The same limits run out elsewhere, one after the other, while `early` has not begun.
    for (const deadlines of [limits, limits]) {
      const other = stalled.createAsyncGenerator({ messages, deadlines });
      expect((await errorOf(other.next())).code).toBe("timeout");
    }
    expect(await early.next()).toEqual({ done: false, value: "hello" });
    await early.return();
  });

  test("a signal that is aborted already asks and sends nothing", async () => {
    const { server, asked, provider } = await watched();
    const reason = new Error("changed my mind");
    const stream = provider.createAsyncGenerator({ messages, signal: AbortSignal.abort(reason) });
    const error = await errorOf(stream.next());
    expect(error).toMatchObject({ code: "aborted", provider: "Acme", retryable: false });
    expect(error.cause).toMatchObject({ message: "changed my mind" });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    await stream.closed;
    expect(asked).toEqual([]);
    expect(server.connections).toBe(0);
  });

  test("a stream that is left before it began never begins", async () => {
    const { server, asked, provider } = await watched();
    const stream = provider.createAsyncGenerator({ messages });
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect((await errorOf(stream.result)).code).toBe("aborted");
    await stream.closed;
    expect(asked).toEqual([]);
    expect(server.connections).toBe(0);
  });
});
