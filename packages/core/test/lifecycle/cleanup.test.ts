import { beforeAll, describe, expect, test } from "vitest";

import type { Cleanup, Logger, ProviderStream } from "../../src/index.ts";
import { stages, stall, type Wrap } from "../support/play.ts";
import {
  errorOf,
  messages,
  overWire,
  preload,
  scripted,
  stop,
} from "../support/scripted-provider.ts";
import { sseServer } from "../support/sse-server.ts";

beforeAll(preload);

const DONE = { done: true, value: undefined };

/** A hook that registers clean-ups before it does anything else. */
const deferring =
  (...cleanups: readonly Cleanup[]): Wrap =>
  (script) =>
  (request, context) => {
    for (const cleanup of cleanups) context.defer(cleanup);
    return script(request, context);
  };

/** A clean-up that waits to be let through. */
function gated() {
  const started = Promise.withResolvers<AbortSignal>();
  const gate = Promise.withResolvers<void>();
  const cleanup: Cleanup = async ({ signal }) => {
    started.resolve(signal);
    await gate.promise;
  };
  return { cleanup, started: started.promise, open: gate.resolve };
}

/** Whether `promise` is still pending when everything that is due has run. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let pending = true;
  const settled = (): void => void (pending = false);
  promise.then(settled, settled);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  return pending;
}

function loggerOf(lines: string[]): Logger {
  const write = (_: object, message: string): void => void lines.push(message);
  return { debug: () => {}, info: () => {}, warn: write, error: write };
}

describe.each(stages)("clean-up, $name", ({ play }) => {
  test("an error is told while the clean-up still runs; the next next() waits for it", async () => {
    const { cleanup, started, open } = gated();
    const { provider } = await play(["a"], {}, deferring(cleanup));
    const stream = provider.createAsyncGenerator({ messages });
    await stream.next();
    expect((await errorOf(stream.next())).code).toBe("truncated");
    expect((await errorOf(stream.result)).code).toBe("truncated");
    await started;
    const after = stream.next();
    expect(await isPending(after)).toBe(true);
    expect(await isPending(stream.closed)).toBe(true);
    open();
    expect(await after).toEqual(DONE);
    await stream.closed;
  });

  test("after a good answer, the done of every way waits for it, and so does .result", async () => {
    const ways: readonly ((stream: ProviderStream) => Promise<unknown>)[] = [
      async (stream) => {
        for await (const _ of stream);
      },
      async (stream) => {
        for await (const _ of stream.chunks());
      },
      async (stream) => await stream.collect(),
      async (stream) => {
        for await (const _ of stream.toReadableStream());
      },
    ];
    for (const way of ways) {
      const { cleanup, started, open } = gated();
      const { provider } = await play(["a", stop], {}, deferring(cleanup));
      const stream = provider.createAsyncGenerator({ messages });
      const read = way(stream);
      await started;
      expect(await isPending(read)).toBe(true);
      expect(await isPending(stream.result)).toBe(true);
      open();
      await read;
      expect((await stream.result).warnings).toEqual([]);
    }
  });

  test("the finish itself does not wait", async () => {
    const { cleanup, open } = gated();
    const { provider } = await play(["a", stop], {}, deferring(cleanup));
    const chunks = provider.createAsyncGenerator({ messages }).chunks();
    await chunks.next();
    expect((await chunks.next()).value).toEqual(stop);
    const after = chunks.next();
    expect(await isPending(after)).toBe(true);
    open();
    expect(await after).toEqual(DONE);
  });

  test("its signal is its own: alive while the call's is dead, aborted when it is over", async () => {
    const { cleanup, started, open } = gated();
    let call: AbortSignal | undefined;
    const { provider } = await play(["a", stall()], {}, (script) => (request, context) => {
      call = context.signal;
      return deferring(cleanup)(script)(request, context);
    });
    const abort = new AbortController();
    const stream = provider.createAsyncGenerator({ messages, signal: abort.signal });
    await stream.next();
    abort.abort();
    const own = await started;
    expect([call?.aborted, own.aborted]).toEqual([true, false]);
    open();
    await stream.closed;
    expect(own.aborted).toBe(true);
  });

  test("the last one registered runs first, one after the other, and a failure stops none", async () => {
    const order: string[] = [];
    const slow =
      (name: string): Cleanup =>
      async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} ends`);
      };
    const lines: string[] = [];
    const broken: Cleanup = () => {
      throw new Error("no such chat");
    };
    const rejected: Cleanup = () => Promise.reject("a string");
    const { provider } = await play(
      ["a", stop],
      { logger: loggerOf(lines) },
      deferring(slow("1"), broken, rejected, slow("2")),
    );
    const result = await provider.createAsyncGenerator({ messages }).collect();
    expect(order).toEqual(["2 begins", "2 ends", "1 begins", "1 ends"]);
    const warnings = ["the clean-up failed: a string", "the clean-up failed: no such chat"];
    expect(result).toMatchObject({ text: "a", warnings });
    expect(lines).toEqual(warnings);
  });

  test("its failure leaves the error of the call as it is", async () => {
    const lines: string[] = [];
    const broken: Cleanup = () => Promise.reject(new Error("no such chat"));
    const { provider } = await play(["a"], { logger: loggerOf(lines) }, deferring(broken));
    const stream = provider.createAsyncGenerator({ messages });
    expect((await errorOf(stream.collect())).code).toBe("truncated");
    await stream.closed;
    expect(lines).toEqual(["the clean-up failed: no such chat"]);
  });

  test("one that hangs is cut by its own deadline", async () => {
    const signals: AbortSignal[] = [];
    const hanging: Cleanup = ({ signal }) => {
      signals.push(signal);
      return stall();
    };
    const { provider } = await play(["a", stop], {}, deferring(hanging));
    const deadlines = { cleanup: 30 };
    const result = await provider.createAsyncGenerator({ messages, deadlines }).collect();
    expect(result).toMatchObject({
      text: "a",
      warnings: ["the clean-up took over 30 ms and was cut"],
    });
    expect(signals[0]?.aborted).toBe(true);
  });

  test("return() over a clean-up that hangs comes back at the deadline", async () => {
    const { provider } = await play(["a", stall()], {}, deferring(stall));
    const deadlines = { cleanup: 30 };
    const stream = provider.createAsyncGenerator({ messages, deadlines });
    await stream.next();
    expect(await stream.return()).toEqual(DONE);
  });
});

/** How a call may end, and what is told; each over a chat that upstream has to be rid of. */
const endings: readonly (readonly [
  string,
  (stream: ProviderStream, abort: () => void) => unknown,
])[] = [
  ["finish", async (stream) => expect((await stream.collect()).text).toBe("hello")],
  ["error", async (stream) => expect((await errorOf(stream.collect())).code).toBe("upstream")],
  ["truncated", async (stream) => expect((await errorOf(stream.collect())).code).toBe("truncated")],
  ["reset", async (stream) => expect((await errorOf(stream.collect())).code).toBe("network")],
  ["timeout", async (stream) => expect((await errorOf(stream.collect())).code).toBe("timeout")],
  [
    "break",
    async (stream) => {
      for await (const _ of stream) break;
    },
  ],
  [
    "abort",
    async (stream, abort) => {
      await stream.next();
      const failed = errorOf(stream.next());
      abort();
      expect((await failed).code).toBe("aborted");
    },
  ],
  ["unread", async (stream) => void (await stream.next())],
];

describe("remote clean-up", () => {
  test.each(endings)(
    "after %s: sent once, with key and body, and answered",
    async (ending, end) => {
      const server = await sseServer((exchange) => {
        if (exchange.method === "DELETE") {
          exchange.respond(200, "application/json");
          exchange.write('{"deleted":true}');
          return exchange.end();
        }
        exchange.send("hello");
        if (ending === "finish") exchange.send(stop);
        else if (ending === "error") exchange.send({ type: "error" });
        else if (ending === "reset") return setImmediate(exchange.reset);
        if (ending === "finish" || ending === "truncated") exchange.end();
      });
      const answers: unknown[] = [];
      const provider = scripted(
        async function* (request, context) {
          context.defer(async ({ http }) => {
            answers.push(await (await http.delete("/chats/7")).json());
          });
          for await (const chunk of overWire(request, context)) {
            if (typeof chunk === "object" && (chunk.type as string) === "error")
              throw new Error("no");
            yield chunk;
          }
        },
        { baseUrl: server.baseUrl, apiKey: "key-1234", deadlines: { idle: 150, unread: 150 } },
      );
      const abort = new AbortController();
      const stream = provider.createAsyncGenerator({ messages, signal: abort.signal });
      await end(stream, () => abort.abort());
      await stream.closed;
      expect(answers).toEqual([{ deleted: true }]);
      const [chat, deletion, ...more] = server.exchanges;
      expect(more).toEqual([]);
      expect(deletion).toMatchObject({ method: "DELETE", path: "/v1/chats/7" });
      expect(deletion?.headers.authorization).toBe("Bearer key-1234");
      expect(await deletion?.closed).toBe("complete");
      const whole = ending === "finish" || ending === "truncated";
      expect(await chat?.closed).toBe(whole ? "complete" : "cut");
    },
  );

  test("one that upstream does not answer is cut with its request", async () => {
    const server = await sseServer((exchange) => {
      if (exchange.method === "DELETE") return;
      exchange.send("hello");
      exchange.send(stop);
      exchange.end();
    });
    const provider = scripted(
      async function* (request, context) {
        context.defer(async ({ http }) => void (await http.delete("/chats/7")));
        yield* overWire(request, context);
      },
      { baseUrl: server.baseUrl, deadlines: { cleanup: 60 } },
    );
    const { text, warnings } = await provider.createAsyncGenerator({ messages }).collect();
    expect({ text, warnings }).toEqual({
      text: "hello",
      warnings: ["the clean-up took over 60 ms and was cut"],
    });
    const exchange = await server.exchange(1);
    await exchange.disconnected;
  });

  test("a refusal is a warning without the key in it", async () => {
    const server = await sseServer((exchange) => {
      if (exchange.method !== "DELETE") {
        exchange.send("hello");
        exchange.send(stop);
        return exchange.end();
      }
      exchange.respond(401, "application/json");
      exchange.write(
        JSON.stringify({ error: { message: `bad ${exchange.headers.authorization}` } }),
      );
      exchange.end();
    });
    const provider = scripted(
      async function* (request, context) {
        context.defer(async ({ http }) => void (await http.delete("/chats/7")));
        yield* overWire(request, context);
      },
      { baseUrl: server.baseUrl, apiKey: "key-1234" },
    );
    const { warnings } = await provider.createAsyncGenerator({ messages }).collect();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("bad Bearer [redacted]");
  });
});

test("a clean-up that is registered after the end runs at once", async () => {
  const gate = Promise.withResolvers<void>();
  const ran = Promise.withResolvers<boolean>();
  const provider = scripted(async function* (_, { defer }) {
    yield "a";
    await gate.promise;
    defer(({ signal }) => ran.resolve(signal.aborted));
  });
  const stream = provider.createAsyncGenerator({ messages });
  await stream.next();
  const pending = stream.next();
  await stream.return();
  expect(await pending).toEqual(DONE);
  gate.resolve();
  expect(await ran.promise).toBe(false);
});
