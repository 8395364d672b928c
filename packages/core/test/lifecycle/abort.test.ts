import { describe, expect, test } from "vitest";

import { CallEnd } from "../../src/call-end.ts";
import { HttpSession } from "../../src/http/http-session.ts";
import { silentLogger } from "../../src/logger.ts";
import { stages, stall } from "../support/play.ts";
import { errorOf, messages, overWire, scripted, stop } from "../support/scripted-provider.ts";
import { silentServer, sseServer } from "../support/sse-server.ts";

const DONE = { done: true, value: undefined };

/** A call with a signal of its own. */
function abortable(provider: ReturnType<typeof scripted>) {
  const abort = new AbortController();
  const stream = provider.createAsyncGenerator({ messages, signal: abort.signal });
  return { stream, abort: () => abort.abort(new Error("enough")) };
}

test("a request that is under way when the answer is complete is cut", async () => {
  const cut = Promise.withResolvers<unknown>();
  const transport = {
    request: ({ signal }: { readonly signal: AbortSignal }) => {
      signal.addEventListener("abort", () => cut.resolve(signal.reason));
      return stall();
    },
    close: async () => {},
  };
  const provider = scripted(
    async function* (_, { http }) {
      http.get("/late").catch(() => {});
      yield "text";
      yield stop;
    },
    { baseUrl: "http://127.0.0.1:9", transport },
  );
  const stream = provider.createAsyncGenerator({ messages });
  expect((await stream.collect()).text).toBe("text");
  await stream.closed;
  expect(await cut.promise).toMatchObject({ message: "the call is over" });
});

describe("abort before the answer begins", () => {
  test("while a key is looked for", async () => {
    const asked = Promise.withResolvers<void>();
    const provider = scripted(overWire, {
      baseUrl: "http://127.0.0.1:9",
      credentials: {
        get: () => {
          asked.resolve();
          return stall();
        },
      },
      manifest: { auth: ["key"] },
    });
    const { stream, abort } = abortable(provider);
    const failed = errorOf(stream.next());
    await asked.promise;
    abort();
    expect(await failed).toMatchObject({ code: "aborted", partial: { text: "" } });
    expect(await stream.next()).toEqual(DONE);
    await stream.closed;
  });

  test("while the transport is loaded: it is handed nothing", async () => {
    const end = new CallEnd();
    const reason = new Error("left");
    let asked = 0;
    const transport = {
      request: () => {
        asked++;
        return stall();
      },
      close: async () => {},
    };
    const http = new HttpSession(
      {
        provider: "acme",
        baseUrl: new URL("http://127.0.0.1:9/"),
        credentials: {},
        userAgent: "acme/1",
        proxy: () => undefined,
        tls: undefined,
        connectMs: 1_000,
        transport: async () => {
          end.abort(reason);
          return transport;
        },
        logger: silentLogger,
        redact: (text) => text,
      },
      end,
    );
    await expect(http.get("/")).rejects.toBe(reason);
    expect(asked).toBe(0);
  });

  test("while the key is on its way: it comes too late, and nothing is sent", async () => {
    const asked = Promise.withResolvers<void>();
    const key = Promise.withResolvers<string>();
    const server = await sseServer((exchange) => exchange.end());
    const provider = scripted(overWire, {
      baseUrl: server.baseUrl,
      credentials: {
        get: () => {
          asked.resolve();
          return key.promise;
        },
      },
      manifest: { auth: ["key"] },
    });
    const { stream, abort } = abortable(provider);
    const failed = errorOf(stream.next());
    await asked.promise;
    abort();
    expect((await failed).code).toBe("aborted");
    key.resolve("key-1234");
    await stream.closed;
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.connections).toBe(0);
  });

  test("while the connection is being made", async () => {
    const server = await silentServer();
    const { stream, abort } = abortable(
      scripted(overWire, { baseUrl: `https://127.0.0.1:${server.port}` }),
    );
    const failed = errorOf(stream.next());
    await server.connected;
    abort();
    expect((await failed).code).toBe("aborted");
    await server.disconnected;
    expect(await stream.next()).toEqual(DONE);
  });

  test("while headers are awaited", async () => {
    const server = await sseServer(() => {});
    const { stream, abort } = abortable(scripted(overWire, { baseUrl: server.baseUrl }));
    const failed = errorOf(stream.next());
    const exchange = await server.exchange(0);
    abort();
    expect((await failed).code).toBe("aborted");
    await exchange.disconnected;
    expect(await stream.next()).toEqual(DONE);
  });

  test("while the first event is awaited", async () => {
    const begun = Promise.withResolvers<void>();
    const server = await sseServer((exchange) => exchange.respond(200, "text/event-stream"));
    const provider = scripted(
      async function* (_, { http }) {
        const response = await http.post("/chat");
        begun.resolve();
        for await (const bytes of response.body) yield String(bytes.length);
      },
      { baseUrl: server.baseUrl },
    );
    const { stream, abort } = abortable(provider);
    const failed = errorOf(stream.next());
    await begun.promise;
    abort();
    expect((await failed).code).toBe("aborted");
    const exchange = await server.exchange(0);
    await exchange.disconnected;
    expect(await stream.next()).toEqual(DONE);
  });

  test("while the body of a refusal is read", async () => {
    const server = await sseServer((exchange) => {
      exchange.respond(429, "application/json");
      exchange.write('{"error":');
    });
    const { stream, abort } = abortable(scripted(overWire, { baseUrl: server.baseUrl }));
    const failed = errorOf(stream.next());
    const exchange = await server.exchange(0);
    abort();
    expect((await failed).code).toBe("aborted");
    await exchange.disconnected;
  });
});

describe.each(stages)("abort while the answer runs, $name", ({ play }) => {
  test("between two chunks: told at once, with what had come; upstream is cut", async () => {
    const { provider, cut } = await play(["hel", "lo", stall()]);
    const { stream, abort } = abortable(provider);
    await stream.next();
    await stream.next();
    const failed = errorOf(stream.next());
    abort();
    const error = await failed;
    expect(error).toMatchObject({ code: "aborted", phase: "stream", retryable: false });
    expect(error.partial).toMatchObject({ text: "hello", usage: { exact: false } });
    expect(error.cause).toMatchObject({ message: "enough" });
    await cut();
    expect(await stream.next()).toEqual(DONE);
    expect(await errorOf(stream.result)).toBe(error);
    await stream.closed;
  });

  test("between two pulls: the next one is told, and only that one", async () => {
    const { provider, cut } = await play(["a", stall()]);
    const { stream, abort } = abortable(provider);
    await stream.next();
    abort();
    await cut();
    expect(await errorOf(stream.next())).toMatchObject({
      code: "aborted",
      partial: { text: "a" },
    });
    expect(await stream.next()).toEqual(DONE);
  });

  test("from inside the loop: the loop does not end as if all were well", async () => {
    const { provider, cut } = await play(["a", stall()]);
    const { stream, abort } = abortable(provider);
    const read = async (): Promise<void> => {
      for await (const _ of stream) abort();
    };
    expect((await errorOf(read())).code).toBe("aborted");
    await cut();
  });

  test("between two reads of the web stream: the next one is told", async () => {
    const { provider } = await play(["a", stall()]);
    const { stream, abort } = abortable(provider);
    const reader = stream.toReadableStream().getReader();
    await reader.read();
    abort();
    expect((await errorOf(reader.read())).code).toBe("aborted");
  });

  test("between two pulls, then left: nothing is told", async () => {
    const { provider } = await play(["a", stall()]);
    const { stream, abort } = abortable(provider);
    await stream.next();
    abort();
    expect(await stream.return()).toEqual(DONE);
    expect(await stream.next()).toEqual(DONE);
    expect((await errorOf(stream.result)).code).toBe("aborted");
  });

  test("after the finish: no effect", async () => {
    const { provider } = await play(["a", stop]);
    const { stream, abort } = abortable(provider);
    const chunks = stream.chunks();
    expect((await chunks.next()).value).toBe("a");
    expect((await chunks.next()).value).toEqual(stop);
    abort();
    expect(await chunks.next()).toEqual(DONE);
    expect(await stream.result).toMatchObject({ text: "a", finishReason: "stop" });
  });

  test("the clean-up has run when the stream says done", async () => {
    const ran: string[] = [];
    const { provider } = await play(["a", stall()], {}, (script) => (request, context) => {
      context.defer(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        ran.push("clean-up");
      });
      return script(request, context);
    });
    const { stream, abort } = abortable(provider);
    await stream.next();
    const failed = errorOf(stream.next());
    abort();
    expect((await failed).code).toBe("aborted");
    expect(await stream.next()).toEqual(DONE);
    expect(ran).toEqual(["clean-up"]);
  });
});

describe("a hook that does not listen", () => {
  test("cannot hold an abort back, and what it says later is not heard", async () => {
    const gate = Promise.withResolvers<void>();
    const returned = Promise.withResolvers<void>();
    const provider = scripted(async function* () {
      try {
        yield "a";
        await gate.promise;
        yield "late";
        yield "later";
      } finally {
        returned.resolve();
      }
    });
    const { stream, abort } = abortable(provider);
    await stream.next();
    const failed = errorOf(stream.next());
    abort();
    expect((await failed).partial).toMatchObject({ text: "a" });
    await stream.closed;
    gate.resolve();
    await returned.promise;
    expect(await stream.next()).toEqual(DONE);
  });

  test("may throw after the abort: nobody is told", async () => {
    const gate = Promise.withResolvers<never>();
    const provider = scripted(async function* () {
      yield "a";
      await gate.promise;
    });
    const { stream, abort } = abortable(provider);
    await stream.next();
    const failed = errorOf(stream.next());
    abort();
    gate.reject(new Error("too late"));
    expect((await failed).code).toBe("aborted");
    expect(await stream.next()).toEqual(DONE);
  });

  test("may be no generator at all", async () => {
    const hooks: readonly unknown[] = [
      { next: stall },
      { next: stall, return: () => undefined },
      {
        next: stall,
        return: () => {
          throw new Error("no");
        },
      },
    ];
    for (const hook of hooks) {
      const { stream, abort } = abortable(scripted(() => hook as never));
      const failed = errorOf(stream.next());
      await new Promise((resolve) => setImmediate(resolve));
      abort();
      expect((await failed).code).toBe("aborted");
      expect(await stream.next()).toEqual(DONE);
      await stream.closed;
    }
  });
});
