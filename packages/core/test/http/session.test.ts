import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import { afterEach, describe, expect, test } from "vitest";

import {
  AsyncGeneratorProvider,
  defineManifest,
  ProviderError,
  sse,
  type Chunk,
  type CommonRequest,
  type ProviderContext,
  type ProviderRequest,
  type ProviderSettings,
} from "../../src/index.ts";
import { testCa, validLeaf } from "../support/tls.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Served {
  readonly port: number;
  readonly requests: { readonly method: string; readonly url: string; readonly headers: object }[];
}

async function serve(listener: RequestListener, secure = false): Promise<Served> {
  const requests: Served["requests"] = [];
  const recording: RequestListener = (request, response) => {
    const { method = "", url = "", headers } = request;
    requests.push({ method, url, headers });
    listener(request, response);
  };
  const server = secure
    ? createHttpsServer({ key: validLeaf.key, cert: validLeaf.cert }, recording)
    : createHttpServer(recording);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

type Hook = (context: ProviderContext) => AsyncGenerator<Chunk>;

/** A provider whose hook is given; what it posts and reads is the test. */
class Probe extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    name: "Probe",
    url: "https://probe.test",
    baseUrl: "https://probe.test/v1",
    working: true,
    auth: ["key", "cookies"],
  });
  readonly #hook: Hook;

  constructor(settings: ProviderSettings, hook: Hook = streamed) {
    super(settings);
    this.#hook = hook;
  }

  protected override generate(_: ProviderRequest, context: ProviderContext): AsyncGenerator<Chunk> {
    return this.#hook(context);
  }
}

async function* streamed({ http }: ProviderContext): AsyncGenerator<Chunk> {
  const response = await http.post("/chat", { ask: 1 });
  for await (const { data } of sse(response.body)) {
    if (data === "[DONE]") return yield { type: "finish", reason: "stop" };
    yield data;
  }
  return undefined;
}

const request: CommonRequest = { messages: [{ role: "user", content: "hi" }] };
const base = (port: number, host = "127.0.0.1"): string => `http://${host}:${port}/v1`;

async function failure(settings: ProviderSettings, hook?: Hook, more = {}): Promise<ProviderError> {
  const stream = new Probe(settings, hook).createAsyncGenerator({ ...request, ...more });
  const error: unknown = await stream.collect().then(
    () => expect.unreachable("the call must fail"),
    (thrown: unknown) => thrown,
  );
  expect(ProviderError.is(error)).toBe(true);
  await stream.closed;
  return error as ProviderError;
}

const finish: Chunk = { type: "finish", reason: "stop" };

/** A hook that makes one request and says nothing but "ok". */
function once(use: (context: ProviderContext) => Promise<unknown>): Hook {
  return async function* hook(context) {
    await use(context);
    yield "ok";
    yield finish;
  };
}

describe("what is sent", () => {
  test("key, cookies and headers to the base URL, with an honest user agent and no compression", async () => {
    const { port, requests } = await serve((_, response) => {
      response.setHeader("content-type", "text/event-stream; charset=utf-8");
      response.end("data: hello\n\ndata: [DONE]\n\n");
    });
    const probe = new Probe({
      baseUrl: base(port),
      apiKey: "sk-1234",
      headers: { "X-Team": "blue" },
      cookies: { a: "1", b: "x=y z" },
    });
    expect((await probe.createAsyncGenerator(request).collect()).text).toBe("hello");
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: "POST",
      url: "/v1/chat",
      headers: {
        authorization: "Bearer sk-1234",
        "x-team": "blue",
        cookie: "a=1; b=x=y z",
        "accept-encoding": "identity",
        "content-type": "application/json",
        "user-agent": expect.stringMatching(/^g4f\/\d+\.\d+\.\d+/),
      },
    });
  });

  test("a cookies argument wins over the instance's", async () => {
    const { port, requests } = await serve((_, response) => response.end("{}"));
    const probe = new Probe(
      { baseUrl: base(port), cookies: { a: "1" } },
      once(({ http }) => http.get("me")),
    );
    await probe.createAsyncGenerator({ ...request, cookies: { b: "2" } }).collect();
    expect(requests[0]?.headers).toMatchObject({ cookie: "b=2" });
  });

  test("no credential to another origin, whatever path the hook asks for", async () => {
    const other = await serve((_, response) => response.end("{}"));
    const home = await serve((_, response) => response.end("{}"));
    const settings = {
      baseUrl: base(home.port),
      apiKey: "sk-1234",
      headers: { "x-api-key": "sk-5678" },
      cookies: { session: "s3cret" },
    };
    const hook = once(async ({ http }) => {
      await http.get(`http://127.0.0.1:${other.port}/picture`);
      await http.get("//evil.test/path", { query: { a: 1, b: null, c: "ä&" } });
    });
    await new Probe(settings, hook).createAsyncGenerator(request).collect();
    expect(Object.keys(other.requests[0]?.headers ?? {}).toSorted()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
    expect(home.requests[0]).toMatchObject({
      url: "/v1/evil.test/path?a=1&c=%C3%A4%26",
      headers: { cookie: "session=s3cret" },
    });
  });

  const unsendable: readonly (readonly [string, ProviderSettings, string])[] = [
    ["a key with a line break", { apiKey: "sk-CANARY\r\nx: y" }, "apiKey holds characters"],
    ["a key beyond Latin-1", { apiKey: "sk-CANARY-ключ" }, "apiKey holds characters"],
    ["a header value with NUL", { headers: { "x-a": "CANARY\0" } }, "the header x-a holds"],
    ["a header name with a space", { headers: { "x a": "CANARY" } }, "a header name holds"],
    [
      "a cookie with a line break",
      { cookies: { a: "CANARY\n" } },
      'cookie "a": the value must hold only printable',
    ],
    [
      "a cookie with a semicolon",
      { cookies: { a: "CANARY; b=1" } },
      'cookie "a": the value must not hold ";"',
    ],
    [
      "a proxy of another kind",
      { proxy: "socks4://me:CANARY@127.0.0.1:1" },
      "proxy has the scheme socks4; it must be http, https, socks5 or socks5h",
    ],
    ["a proxy that is no URL", { proxy: "me:CANARY@127.0.0.1" }, "proxy "],
    [
      "a base URL with a password",
      { baseUrl: "http://me:CANARY@127.0.0.1:1" },
      "baseUrl holds a user name",
    ],
    [
      "a base URL with a query",
      { baseUrl: "http://127.0.0.1:1/?key=CANARY" },
      "baseUrl has a query",
    ],
    [
      "a base URL of another kind",
      { baseUrl: "ftp://127.0.0.1/CANARY" },
      "baseUrl has the scheme ftp",
    ],
    ["a base URL that is none", { baseUrl: "CANARY" }, "baseUrl is not a URL"],
  ];
  test.each(unsendable)(
    "%s is refused before a request, and not shown",
    async (_, settings, says) => {
      const { port, requests } = await serve((__, response) => response.end());
      const error = await failure({ baseUrl: base(port), ...settings });
      expect(error).toMatchObject({ code: "invalid_request", phase: "prepare", retryable: false });
      expect(error.message).toContain(says);
      expect(`${error.message}${error.stack}`).not.toContain("CANARY");
      expect(requests).toHaveLength(0);
    },
  );
});

describe("R2: redirects are not followed", () => {
  const headers: Readonly<Record<string, ProviderSettings>> = {
    authorization: { apiKey: "sk-CANARY" },
    "x-api-key": { headers: { "x-api-key": "sk-CANARY" } },
    "api-key": { headers: { "api-key": "sk-CANARY" } },
    "x-goog-api-key": { headers: { "x-goog-api-key": "sk-CANARY" } },
    cookie: { cookies: { session: "CANARY" } },
    "proxy-authorization": { headers: { "proxy-authorization": "Basic CANARY" } },
  };
  const places = ["other port", "other host", "https to http"] as const;
  const cases = [301, 302, 303, 307, 308].flatMap((status) =>
    Object.keys(headers).flatMap((header) =>
      places.map((place) => [status, header, place] as const),
    ),
  );

  test.each(cases)("%i with %s to another place: %s", async (status, header, place) => {
    const second = await serve((_, response) => response.end("{}"));
    const host = place === "other host" ? "localhost" : "127.0.0.1";
    const secure = place === "https to http";
    const first = await serve((_, response) => {
      response.writeHead(status, { location: `http://${host}:${second.port}/v1/chat` }).end();
    }, secure);
    const scheme = secure ? "https" : "http";
    const error = await failure({
      baseUrl: `${scheme}://127.0.0.1:${first.port}/v1`,
      ...headers[header],
      tls: { ca: testCa },
    });
    expect(error).toMatchObject({ code: "protocol", status, phase: "status", retryable: false });
    expect([first.requests.length, second.requests.length]).toEqual([1, 0]);
    expect(first.requests[0]?.headers).toHaveProperty(header);
  });
});

describe("what is taken for an answer", () => {
  const page = "<!doctype html><title>Sign in</title>";
  const rows: readonly (readonly [string, string | undefined, string, string])[] = [
    ["a page", "text/html", page, "protocol"],
    ["a page with a charset", "text/html; charset=utf-8", page, "protocol"],
    ["a picture", "image/png", "PNG", "protocol"],
    ["a bogus type", "text/x-bogus", "data: a\n\n", "protocol"],
    ["JSON that is no error", "application/json", '{"text":"hi"}', "protocol"],
    ["a JSON error", "application/json", '{"error":{"type":"overloaded_error"}}', "overloaded"],
    [
      "a JSON quota error",
      "application/problem+json",
      '{"error":{"code":"insufficient_quota"}}',
      "quota",
    ],
    ["an empty body", "text/event-stream", "", "protocol"],
    ["an empty body without a type", undefined, "", "protocol"],
  ];
  test.each(rows)("200 with %s is none", async (_, type, body, code) => {
    const { port, requests } = await serve((__, response) => {
      if (type !== undefined) response.setHeader("content-type", type);
      response.end(body);
    });
    const error = await failure({ baseUrl: base(port) });
    expect(error).toMatchObject({ code, provider: "Probe" });
    expect(requests).toHaveLength(1);
  });

  test.each([
    ["the excerpt shown", "x".repeat(110)],
    ["the excerpt in the cause", "x".repeat(2040)],
    ["what is read of the body", "sk-CANARY-1".repeat(5957)],
  ])("no half of a key stays where %s was cut", async (_, before) => {
    const { port } = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`${before}sk-CANARY-1${"y".repeat(100_000)}`);
    });
    const error = await failure({ baseUrl: base(port), apiKey: "sk-CANARY-1" });
    expect(`${error.message} ${(error.cause as Error).message}`).not.toContain("sk-C");
  });

  test("an error inside a stream knows what the response's headers said", async () => {
    const { port } = await serve((_, response) => {
      response.writeHead(200, {
        "content-type": "text/event-stream",
        "retry-after": "7",
        "x-request-id": "r-7",
      });
      response.end('data: {"error":{"type":"rate_limit_error","message":"slow down"}}\n\n');
    });
    const error = await failure({ baseUrl: base(port) }, async function* ({ http, errorFrom }) {
      const { body, headers } = await http.post("/chat", {});
      for await (const { data } of sse(body)) {
        throw errorFrom(JSON.parse(data), undefined, headers);
      }
      yield "";
    });
    expect(error).toMatchObject({ code: "rate_limit", retryAfterMs: 7000, requestId: "r-7" });
  });

  test("so does a JSON error in place of a stream", async () => {
    const { port } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "retry-after": "7" });
      response.end('{"error":{"type":"rate_limit_error","message":"slow down"}}');
    });
    const error = await failure({ baseUrl: base(port) });
    expect(error).toMatchObject({ code: "rate_limit", retryAfterMs: 7000 });
  });

  test("the excerpt is short, on one line, and without the key that upstream echoes", async () => {
    const { port } = await serve((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<p>\n\u001b[31myour key sk-CANARY-1 is bad</p>${"x".repeat(100_000)}`);
    });
    const error = await failure({ baseUrl: base(port), apiKey: "sk-CANARY-1" });
    expect(error.message).toMatch(
      /^Probe answered 200 with text\/html instead of text\/event-stream: <p> \[31myour key \[redacted\]/,
    );
    expect(error.message.length).toBeLessThan(300);
    const cause = error.cause as Error;
    expect(cause.message.length).toBeLessThanOrEqual(2048);
    expect(cause.message).not.toContain("CANARY");
  });

  test.each([
    "text/event-stream",
    "text/event-stream;",
    "TEXT/Event-Stream; charset=windows-1252",
    undefined,
  ])("content-type %s is read as a stream", async (type) => {
    const { port } = await serve((_, response) => {
      if (type !== undefined) response.setHeader("content-type", type);
      response.end("data: hé\n\ndata: [DONE]\n\n");
    });
    const probe = new Probe({ baseUrl: base(port) });
    expect((await probe.createAsyncGenerator(request).collect()).text).toBe("hé");
  });

  test("a compressed body nobody asked for is refused before it is read (R32)", async () => {
    const { port } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(10_000_000)));
    });
    expect(await failure({ baseUrl: base(port) })).toMatchObject({ code: "protocol", status: 200 });
  });

  test("an endless error body is read to 64 KiB and no further", async () => {
    let closed: () => void = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const { port } = await serve((_, response) => {
      response.writeHead(401);
      response.on("close", () => closed());
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(16_384)));
      };
      response.on("drain", more);
      more();
    });
    const error = await failure({ baseUrl: base(port) });
    expect(error).toMatchObject({ code: "auth", status: 401 });
    await gone;
  });
});

describe("JSON answers", () => {
  const read = (body: string, type = "application/json"): Promise<Served> =>
    serve((_, response) => {
      response.setHeader("content-type", type);
      response.end(body);
    });
  const json: Hook = async function* hook({ http }) {
    yield JSON.stringify(await (await http.get("x")).json());
    yield finish;
  };

  test("are parsed", async () => {
    const { port } = await read('{"a":[1,"ü"],"error":null}');
    const result = await new Probe({ baseUrl: base(port) }, json)
      .createAsyncGenerator(request)
      .collect();
    expect(result.text).toBe('{"a":[1,"ü"],"error":null}');
  });

  const rows: readonly (readonly [string, string, string])[] = [
    ["broken", '{"a":', "protocol"],
    ["empty", "", "protocol"],
    ["too deep", "[".repeat(200) + "]".repeat(200), "protocol"],
    ["a page", "<html>", "protocol"],
    ["an error", '{"error":{"message":"no","type":"authentication_error"}}', "auth"],
  ];
  test.each(rows)("%s: a typed error", async (_, body, code) => {
    const { port } = await read(body);
    expect(await failure({ baseUrl: base(port) }, json)).toMatchObject({ code });
  });
});

describe("the end of a body", () => {
  test("endWithin ends a body that stays open, cleanly", async () => {
    const { port } = await serve((_, response) => {
      response.setHeader("content-type", "text/event-stream");
      response.write("data: only\n\n");
    });
    const hook: Hook = async function* hook({ http }) {
      const response = await http.get("x");
      for await (const { data } of sse(response.body)) {
        yield data;
        response.endWithin(20);
      }
      yield finish;
    };
    const result = await new Probe({ baseUrl: base(port) }, hook)
      .createAsyncGenerator(request)
      .collect();
    expect(result).toMatchObject({ text: "only", finishReason: "stop" });
  });

  test("an accepted status and an allowed empty body are no errors", async () => {
    const { port } = await serve((_, response) => response.writeHead(404).end());
    const hook: Hook = async function* hook({ http }) {
      const response = await http.get("x", { accept: [404], allowEmpty: true });
      for await (const { data } of sse(response.body)) yield data;
      yield String(response.status);
      yield finish;
    };
    const result = await new Probe({ baseUrl: base(port) }, hook)
      .createAsyncGenerator(request)
      .collect();
    expect(result.text).toBe("404");
  });
});

test("a model that an open provider does not know is answered with the nearest known names", async () => {
  class Open extends Probe {
    static override readonly manifest = defineManifest({
      name: "Open",
      url: "https://open.test",
      working: true,
      models: { open: true, known: ["acme-large", "acme-mini"] },
    });
  }
  const { port } = await serve((_, response) =>
    response.writeHead(404).end('{"error":"no such model"}'),
  );
  const call = new Open({ baseUrl: base(port) }).createAsyncGenerator({
    ...request,
    model: "acme-lrge",
  });
  await expect(call.collect()).rejects.toMatchObject({
    code: "model_not_found",
    status: 404,
    message: "Open answered 404: no such model; did you mean acme-large?",
  });
});

describe("who may call", () => {
  class Keyed extends Probe {
    static override readonly manifest = defineManifest({
      name: "Keyed",
      url: "https://keyed.test",
      baseUrl: "https://keyed.test",
      working: true,
      needsAuth: true,
    });
  }

  test("without a key: auth, before a request", async () => {
    const keyed = new Keyed({});
    await expect(keyed.createAsyncGenerator(request).collect()).rejects.toMatchObject({
      code: "auth",
      phase: "prepare",
      message: "Keyed needs apiKey: pass apiKey to the instance",
    });
  });

  test("the message names the variable, too, where there is one", async () => {
    const manifest = defineManifest({ ...Keyed.manifest, keyVariable: "KEYED_API_KEY" });
    const keyed = new (class extends Keyed {
      static override readonly manifest = manifest;
    })({});
    await expect(keyed.createAsyncGenerator(request).collect()).rejects.toMatchObject({
      code: "auth",
      message:
        "Keyed needs apiKey: pass apiKey to the instance (by custom the key is in KEYED_API_KEY)",
    });
  });

  test("a key from the credential source, asked for by provider and origin", async () => {
    const { port, requests } = await serve((_, response) => response.end("{}"));
    const asked: string[][] = [];
    const credentials = {
      get: async (...place: [string, string]) => {
        asked.push(place);
        return "sk-from-store";
      },
    };
    const keyed = new Keyed(
      { baseUrl: base(port), credentials },
      once(({ http }) => http.get("x")),
    );
    await keyed.createAsyncGenerator(request).collect();
    expect(asked).toEqual([["Keyed", `http://127.0.0.1:${port}`]]);
    expect(requests[0]?.headers).toMatchObject({ authorization: "Bearer sk-from-store" });
  });

  test("a source that fails is auth, and what it said stays with it", async () => {
    const credentials = {
      get: async () => {
        throw new Error("vault said CANARY");
      },
    };
    const error: unknown = await new Keyed({ credentials })
      .createAsyncGenerator(request)
      .collect()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "auth" });
    expect(String((error as Error).stack)).not.toContain("CANARY");
  });
});
