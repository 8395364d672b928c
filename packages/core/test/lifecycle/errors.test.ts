import { describe, expect, test } from "vitest";

import { ProviderError } from "../../src/index.ts";
import { stages, type Wrap } from "../support/play.ts";
import {
  errorOf,
  messages,
  overWire,
  scripted,
  type Script,
} from "../support/scripted-provider.ts";
import { sseServer, type Exchange } from "../support/sse-server.ts";

const withCode = (code: string): Error => Object.assign(new Error(`read ${code}`), { code });
const caused = new Error("outer", { cause: new Error("inner", { cause: "the bottom" }) });
/** As another copy of the package would make it. */
const foreign = Object.assign(new Error("no credit"), {
  code: "quota",
  phase: "status",
  status: 402,
});
Object.defineProperty(foreign, Symbol.for("g4f.ProviderError"), { value: true });

/** What a hook may throw, and what the caller gets where nothing was said yet. */
const thrown: readonly (readonly [string, unknown, object])[] = [
  [
    "a ProviderError",
    new ProviderError("rate_limit", "slow down", {
      status: 429,
      retryAfterMs: 1500,
      requestId: "req-1",
      phase: "status",
    }),
    {
      code: "rate_limit",
      message: "slow down",
      status: 429,
      retryAfterMs: 1500,
      requestId: "req-1",
      phase: "status",
      retryable: true,
    },
  ],
  [
    "a ProviderError that says it is not retryable",
    new ProviderError("overloaded", "never again", { retryable: false }),
    { code: "overloaded", retryable: false },
  ],
  [
    "a ProviderError of another provider",
    new ProviderError("auth", "no", { provider: "Inner" }),
    { code: "auth", provider: "Inner", retryable: false },
  ],
  ["a ProviderError of another copy", foreign, { code: "quota", status: 402, retryable: false }],
  ["a SyntaxError", new SyntaxError("Unexpected token"), { code: "protocol", retryable: false }],
  ["a TypeError", new TypeError("x is not a function"), { code: "upstream", retryable: false }],
  ["a RangeError", new RangeError("too deep"), { code: "upstream", retryable: false }],
  [
    "an Error without message",
    new Error(),
    { code: "upstream", message: /the provider failed: Error/ },
  ],
  ["a string", "oops", { code: "upstream", message: /threw a string/, retryable: false }],
  ["null", null, { code: "upstream", message: /threw null/, retryable: false }],
  ["undefined", undefined, { code: "upstream", message: /threw a undefined/, retryable: false }],
  ["an object", { code: "auth" }, { code: "upstream", message: /threw a object/ }],
  ["a TimeoutError", new DOMException("too slow", "TimeoutError"), { code: "timeout" }],
  ["an AbortError", new DOMException("gone", "AbortError"), { code: "upstream", retryable: false }],
  ["ECONNRESET", withCode("ECONNRESET"), { code: "network", retryable: true }],
  ["ECONNREFUSED", withCode("ECONNREFUSED"), { code: "network", retryable: true }],
  ["ENOTFOUND", withCode("ENOTFOUND"), { code: "network", retryable: false }],
  ["UND_ERR_SOCKET", withCode("UND_ERR_SOCKET"), { code: "network", retryable: true }],
  ["UND_ERR_HEADERS_TIMEOUT", withCode("UND_ERR_HEADERS_TIMEOUT"), { code: "timeout" }],
  ["a code that says nothing of the network", withCode("ENOENT"), { code: "upstream" }],
  ["an error with causes", caused, { code: "upstream", message: /outer/ }],
];

const matching = ({ message, ...rest }: { readonly message?: unknown }): object => ({
  ...rest,
  ...(message instanceof RegExp ? { message: expect.stringMatching(message) as string } : {}),
  ...(typeof message === "string" ? { message } : {}),
});

describe.each(stages)("what a hook throws, $name", ({ play }) => {
  const throwing =
    (value: unknown): Wrap =>
    (script) =>
      async function* (request, context) {
        for await (const chunk of script(request, context)) {
          if (chunk === "boom") throw value;
          yield chunk;
        }
      };

  test.each(thrown)("%s", async (_, value, expected) => {
    const first = await play(["boom"], {}, throwing(value));
    const error = await errorOf(first.provider.createAsyncGenerator({ messages }).next());
    expect(error).toMatchObject({ provider: "Acme", ...matching(expected) });
    expect(error).not.toBe(value);
    expect(error.partial).toMatchObject({ text: "", reasoning: "", toolCalls: [] });

    const later = await play(["hello", "boom"], {}, throwing(value));
    const stream = later.provider.createAsyncGenerator({ messages });
    const after = await errorOf(stream.collect());
    expect(after).toMatchObject({ code: error.code, retryable: false, partial: { text: "hello" } });
  });

  test("the cause is a copy that keeps what was said, to the bottom", async () => {
    const { provider } = await play(["boom"], {}, throwing(caused));
    const { cause } = await errorOf(provider.createAsyncGenerator({ messages }).next());
    expect(cause).toMatchObject({ message: "outer", cause: { message: "inner" } });
    expect(cause).toHaveProperty("cause.cause", "the bottom");
    expect(cause).not.toBe(caused);
  });

  test("a cause that goes round ends somewhere", async () => {
    const round = new Error("round");
    round.cause = round;
    const { provider } = await play(["boom"], {}, throwing(round));
    const { cause } = await errorOf(provider.createAsyncGenerator({ messages }).next());
    expect(cause).toMatchObject({ message: "round" });
  });
});

test("a hook that throws before it gives a generator", async () => {
  const provider = scripted(() => {
    throw new ProviderError("not_supported", "no");
  });
  const stream = provider.createAsyncGenerator({ messages });
  expect((await errorOf(stream.next())).code).toBe("not_supported");
  expect((await stream.next()).done).toBe(true);
});

const json = (status: number, body: unknown) => (exchange: Exchange) => {
  exchange.respond(status, "application/json");
  exchange.write(JSON.stringify(body));
  exchange.end();
};
const page = (status: number) => (exchange: Exchange) => {
  exchange.respond(status, "text/html");
  exchange.write("<!doctype html><title>Just a moment</title>");
  exchange.end();
};

/** What upstream does, and what comes of it. */
const faults: readonly (readonly [string, (exchange: Exchange) => unknown, object])[] = [
  ["401", json(401, { error: { message: "bad key" } }), { code: "auth", status: 401 }],
  ["403 and a page", page(403), { code: "permission", status: 403 }],
  ["404", json(404, {}), { code: "model_not_found", status: 404, retryable: false }],
  ["429", json(429, {}), { code: "rate_limit", status: 429, phase: "status", retryable: true }],
  ["500", json(500, {}), { code: "upstream", status: 500, retryable: true }],
  ["503", json(503, {}), { code: "overloaded", status: 503, retryable: true }],
  ["302", json(302, {}), { code: "protocol", status: 302, retryable: false }],
  ["200 and a page", page(200), { code: "protocol", status: 200, retryable: false }],
  [
    "200 and an error in JSON",
    json(200, { error: { message: "x", type: "overloaded_error" } }),
    { code: "overloaded" },
  ],
  ["a reset before headers", (exchange) => exchange.reset(), { code: "network", retryable: true }],
  [
    "an event that is no JSON",
    (exchange) => {
      exchange.write("data: {half\n\n");
      exchange.end();
    },
    { code: "protocol", retryable: false },
  ],
  [
    "a reset after text",
    (exchange) => {
      exchange.send("hello");
      setImmediate(exchange.reset);
    },
    { code: "network", phase: "stream", retryable: false, partial: { text: "hello" } },
  ],
  [
    "an error event after text",
    (exchange) => {
      exchange.send("hello");
      exchange.send({ error: { type: "rate_limit_error", message: "too many requests" } });
    },
    { code: "rate_limit", phase: "stream", retryable: false, partial: { text: "hello" } },
  ],
];

/** A hook that knows its host's errors. */
const knowing: Script = async function* (request, context) {
  for await (const chunk of overWire(request, context)) {
    if (typeof chunk === "object" && "error" in chunk) throw context.errorFrom(chunk);
    yield chunk;
  }
};

test.each(faults)("upstream answers with %s", async (_, answer, expected) => {
  const server = await sseServer(answer);
  const stream = scripted(knowing, { baseUrl: server.baseUrl }).createAsyncGenerator({ messages });
  expect(await errorOf(stream.collect())).toMatchObject({ provider: "Acme", ...expected });
  await stream.closed;
  expect(server.exchanges).toHaveLength(1);
});
