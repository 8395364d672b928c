import { expect, test } from "vitest";

import {
  ProviderError,
  type ErrorPhase,
  type ProviderSettings,
  type ProxiedCall,
  type ProxySource,
  type Transport,
  type TransportRequest,
} from "../../src/index.ts";
import { errorOf, messages, scripted, stop, type Script } from "../support/scripted-provider.ts";

/** A transport that keeps what it is given, and answers by `answer`. */
function recorder(
  answer: (request: TransportRequest, index: number) => string | Error = () => "ok",
): {
  readonly transport: Transport;
  readonly ways: (string | undefined)[];
} {
  const ways: (string | undefined)[] = [];
  const transport: Transport = {
    request: async (request) => {
      const index = ways.push(request.proxy?.href) - 1;
      const text = answer(request, index);
      if (typeof text !== "string") throw text;
      async function* body(): AsyncGenerator<Uint8Array> {
        yield Buffer.from(text as string);
      }
      const head = { status: 200, headers: {}, setCookies: [], framed: true };
      return { ...head, body: body(), destroy: () => undefined };
    },
    close: async () => undefined,
  };
  return { transport, ways };
}

/** Two requests of the call, one of them to another origin, and one of its clean-up. */
const several: Script = async function* several(_request, { http, defer }) {
  defer(async (context) => void (await context.http.delete("/chat/1")));
  await http.post("/chat", {});
  await http.get("https://files.test/x");
  yield "ok";
  yield stop;
};

const once: Script = async function* once(_request, { http }) {
  yield await (await http.get("/")).text();
  yield stop;
};

const baseUrl = "https://api.acme.test/v1";
type More = Pick<ProviderSettings, "proxy"> & { conversation?: unknown; signal?: AbortSignal };

async function call(script: Script, settings: ProviderSettings, more: More = {}): Promise<void> {
  const stream = scripted(script, { baseUrl, ...settings }).createAsyncGenerator({
    messages,
    ...more,
  });
  try {
    await stream.collect();
  } finally {
    await stream.closed;
  }
}

const failure = (...given: Parameters<typeof call>): Promise<ProviderError> =>
  errorOf(call(...given));

test("a source is asked before each request of a call, with its target and one object for the call", async () => {
  const asked: (readonly [string, ProxiedCall])[] = [];
  const { transport, ways } = recorder();
  const proxy: ProxySource = {
    pick: (target, of) => {
      asked.push([target.href, of]);
      return target.host === "files.test" ? undefined : "socks5h://p.test";
    },
  };
  await call(several, { transport, proxy }, { conversation: { id: 7 } });
  await call(several, { transport, proxy });
  const places = [`${baseUrl}/chat`, "https://files.test/x", `${baseUrl}/chat/1`];
  expect(asked.map(([place]) => place)).toEqual([...places, ...places]);
  expect(new Set(asked.map(([, of]) => of)).size).toBe(2);
  expect(asked[0]?.[1]).toEqual({ conversation: { id: 7 } });
  expect(asked[5]?.[1]).toEqual({});
  const used = ["socks5h://p.test", undefined, "socks5h://p.test"];
  expect(ways).toEqual([...used, ...used]);
});

test("the request's proxy wins over the instance's, of whatever form either is", async () => {
  const { transport, ways } = recorder();
  const source = (url: string): ProxySource => ({ pick: async () => url });
  await call(once, { transport, proxy: "http://a.test" });
  await call(once, { transport, proxy: "http://a.test" }, { proxy: source("http://b.test") });
  await call(once, { transport, proxy: source("http://c.test") }, { proxy: "http://d.test" });
  await call(once, { transport, proxy: source("http://e.test") });
  const names = ["a", "b", "d", "e"];
  expect(ways).toEqual(names.map((name) => `http://${name}.test/`));
});

test.for<readonly [string, unknown]>([
  ["a number", 8080],
  ["a URL object", new URL("http://a.test")],
  ["a list", ["http://a.test"]],
  ["null", null],
])("what is neither a URL nor a source is refused: %s", async ([, proxy]) => {
  const { transport, ways } = recorder();
  const error = await failure(once, { transport }, { proxy } as never);
  expect(error).toMatchObject({ code: "invalid_request", phase: "prepare" });
  expect(error.message).toMatch(/proxy must be the URL of a proxy, or a source of such URLs/);
  expect(ways).toEqual([]);
});

test.for<readonly [string, ProxySource["pick"], object]>([
  [
    "throws",
    () => {
      throw new Error("CANARY");
    },
    { code: "network", phase: "proxy" },
  ],
  ["rejects", () => Promise.reject(new Error("CANARY")), { code: "network", phase: "proxy" }],
  [
    "says what is wrong itself",
    () => {
      throw new ProviderError("quota", "no proxies left");
    },
    { code: "quota" },
  ],
  ["picks what is no proxy", () => "ftp://u:CANARY@p.test", { code: "invalid_request" }],
  ["picks no text", () => 7 as never, { code: "invalid_request" }],
])("a source that %s fails the call; nothing is sent past it", async ([, pick, wanted]) => {
  const { transport, ways } = recorder();
  const error = await failure(once, { transport, proxy: { pick } });
  expect(error).toMatchObject(wanted);
  expect(`${error.message}${error.stack}${String(error.cause)}`).not.toContain("CANARY");
  expect(ways).toEqual([]);
});

test("a source that never answers is cut off by the connect deadline, and by an abort", async () => {
  const { transport, ways } = recorder();
  const asked = Promise.withResolvers<void>();
  const proxy: ProxySource = {
    pick: () => {
      asked.resolve();
      return new Promise(() => undefined);
    },
  };
  const late = await failure(once, { transport, proxy, deadlines: { connect: 20 } });
  expect(late).toMatchObject({ code: "timeout", phase: "proxy", retryable: true });
  const abort = new AbortController();
  const failed = failure(once, { transport, proxy }, { signal: abort.signal });
  await asked.promise;
  abort.abort();
  expect((await failed).code).toBe("aborted");
  expect(ways).toEqual([]);
});

test("the password of a proxy that was picked is a secret of the call", async () => {
  const { transport } = recorder(
    () => new ProviderError("upstream", "told me CANARY and bWU6Q0FOQVJZ", { phase: "status" }),
  );
  const proxy: ProxySource = { pick: async () => "http://me:CANARY@p.test" };
  const lines: string[] = [];
  const write = (data: object, message: string): void =>
    void lines.push(JSON.stringify(data), message);
  const logger = { debug: write, info: write, warn: write, error: write };
  const error = await failure(once, { transport, proxy, logger });
  expect(error.message).toBe("told me [redacted] and [redacted]");
  expect(lines.join()).toContain('"proxy":"p.test"');
  expect(lines.join()).not.toContain("CANARY");
});

interface Report {
  readonly proxy: string;
  readonly error: ProviderError | undefined;
}

function reported(others: boolean): { readonly proxy: ProxySource; readonly reports: Report[] } {
  const reports: Report[] = [];
  const report: ProxySource["report"] = (proxy, error) => {
    reports.push({ proxy, error });
    return others;
  };
  return { proxy: { pick: () => "http://p.test", report }, reports };
}

const broken = (phase: ErrorPhase, retryable = false): ProviderError =>
  new ProviderError("network", "no", { phase, retryable });

test("an answer, whatever it says, and a proxy's failure are reported; nothing else is", async () => {
  const { proxy, reports } = reported(false);
  const outcomes = ["ok", broken("tls"), broken("connect"), broken("headers"), broken("proxy")];
  const { transport } = recorder((_, index) => outcomes[index] ?? "");
  await call(once, { transport, proxy });
  for (const outcome of outcomes.slice(1)) {
    expect(await failure(once, { transport, proxy })).toMatchObject({
      phase: (outcome as ProviderError).phase,
      retryable: false,
    });
  }
  expect(reports).toEqual([
    { proxy: "http://p.test", error: undefined },
    { proxy: "http://p.test", error: outcomes[4] },
  ]);
});

test("where the source has another proxy, a proxy's failure is worth another try", async () => {
  const { proxy } = reported(true);
  for (const [phase, retryable] of [
    ["proxy", true],
    ["tls", false],
  ] as const) {
    const { transport } = recorder(() => broken(phase));
    const error = await failure(once, { transport, proxy });
    expect(error).toMatchObject({ code: "network", phase, retryable });
  }
});

test("an abort of the caller says nothing of the proxy", async () => {
  const { proxy, reports } = reported(true);
  const asked = Promise.withResolvers<void>();
  const transport: Transport = {
    request: ({ signal }) =>
      new Promise((_, reject) => {
        asked.resolve();
        signal.addEventListener("abort", () => reject(broken("proxy", true)));
      }),
    close: async () => undefined,
  };
  const abort = new AbortController();
  const failed = failure(once, { transport, proxy }, { signal: abort.signal });
  await asked.promise;
  abort.abort();
  expect((await failed).code).toBe("aborted");
  expect(reports).toEqual([]);
});

test("a report that throws spoils nothing", async () => {
  const proxy: ProxySource = {
    pick: () => "http://p.test",
    report: () => {
      throw new Error("CANARY");
    },
  };
  await call(once, { ...recorder(), proxy });
  const { transport } = recorder(() => broken("proxy"));
  const error = await failure(once, { transport, proxy });
  expect(error).toMatchObject({ code: "network", phase: "proxy", retryable: false });
});
