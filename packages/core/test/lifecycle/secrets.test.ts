import { inspect } from "node:util";

import { expect, test } from "vitest";

import { ProviderError, type Logger } from "../../src/index.ts";
import {
  errorOf,
  messages,
  overWire,
  scripted,
  type Script,
  type Setup,
} from "../support/scripted-provider.ts";
import { sseServer } from "../support/sse-server.ts";

const secrets = {
  key: "sk-CANARY-key/+é",
  cookie: "CANARY-cookie-1",
  user: "CANARY-user",
  password: "CANARY-pass:word",
  header: "CANARY-header-1",
};
const all = Object.values(secrets).join(" ");
const words = Object.values(secrets).flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret, "latin1").toString("base64").slice(0, -4),
  Buffer.from(secret).toString("base64").slice(0, -4),
]);

/** An instance that holds every kind of secret, and what it logs. */
function holder(script: Script, port: number, extra: Setup = {}) {
  const lines: string[] = [];
  const write = (data: object, message: string): void => {
    lines.push(`${JSON.stringify(data)} ${message}`);
  };
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  const user = encodeURIComponent(secrets.user);
  const provider = scripted(script, {
    apiKey: secrets.key,
    headers: { "x-tenant": secrets.header },
    proxy: `http://${user}:${encodeURIComponent(secrets.password)}@127.0.0.1:${port}`,
    baseUrl: "http://upstream.test/v1",
    logger,
    ...extra,
  });
  const request = { messages, cookies: { session: secrets.cookie } };
  return { stream: provider.createAsyncGenerator(request), lines };
}

/** Every way in which somebody may print an error. */
function renderings(error: ProviderError): string {
  const texts = [
    String(error),
    JSON.stringify(error),
    inspect(error, { depth: 10, showHidden: true }),
  ];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    texts.push(at.message, at.stack ?? "", JSON.stringify(at, Object.getOwnPropertyNames(at)));
  }
  return texts.join("\n");
}

function expectClean(text: string): void {
  for (const word of words) expect(text).not.toContain(word);
  expect(text).not.toContain("CANARY");
}

test("what a hook throws: message, stack, causes, partial and id are redacted", async () => {
  const bottom = new Error(`bottom ${all}`, { cause: `string ${all}` });
  const values: readonly unknown[] = [
    new Error(`top ${all}`, { cause: new TypeError(`middle ${all}`, { cause: bottom }) }),
    new ProviderError("auth", `refused ${all}`, { requestId: secrets.key, cause: bottom }),
    Object.assign(new Error(`read ${all}`, { cause: bottom }), { code: "ECONNRESET" }),
    `a string ${all}`,
  ];
  for (const value of values) {
    const { stream, lines } = holder(async function* (_, { logger, defer }) {
      defer(() => Promise.reject(new Error(`clean-up ${all}`)));
      logger.warn({ about: all, deep: { key: secrets.key } }, `logged ${all}`);
      yield `said ${all}`;
      yield { type: "reasoning", text: `thought ${all}` };
      yield { type: "tool-call", id: "c1", name: "add", arguments: JSON.stringify({ all }) };
      throw value;
    }, 9);
    const error = await errorOf(stream.collect());
    await stream.closed;
    expect(error.partial?.text).toContain("said [redacted]");
    expectClean(renderings(error));
    expect(lines.join("\n")).toContain("clean-up [redacted]");
    expectClean(lines.join("\n"));
  }
});

test("what upstream echoes is redacted, over a real proxy", async () => {
  const server = await sseServer((exchange) => {
    exchange.respond(400, "application/json");
    const message = `${JSON.stringify(exchange.headers)} and ${all}`;
    exchange.write(JSON.stringify({ error: { message, type: "invalid_request_error" } }));
    exchange.end();
  });
  const { stream, lines } = holder(overWire, Number(new URL(server.baseUrl).port));
  const error = await errorOf(stream.collect());
  const [exchange] = server.exchanges;
  expect(exchange?.path).toBe("http://upstream.test/v1/chat");
  expect(exchange?.headers).toMatchObject({
    authorization: `Bearer ${secrets.key}`,
    cookie: `session=${secrets.cookie}`,
    "x-tenant": secrets.header,
    "proxy-authorization": `Basic ${btoa(`${secrets.user}:${secrets.password}`)}`,
  });
  expect(error).toMatchObject({ code: "invalid_request", status: 400 });
  expect(error.message).toContain("[redacted]");
  expectClean(renderings(error));
  expectClean(lines.join("\n"));
});

test("the answer itself is not touched", async () => {
  const { stream } = holder(async function* () {
    yield `said ${secrets.key}`;
    yield { type: "finish", reason: "stop" };
  }, 9);
  expect((await stream.collect()).text).toBe(`said ${secrets.key}`);
});

test.each([
  ["a key with a line break", { apiKey: `${secrets.key}\n` }],
  ["a header with a line break", { headers: { "x-tenant": `${secrets.header}\r\nx: y` } }],
  ["a base URL with a password", { baseUrl: `https://u:${secrets.password}@acme.test` }],
  ["a proxy that is none", { proxy: `socks4a://u:${secrets.password}@127.0.0.1` }],
] satisfies [string, Setup][])(
  "a setup that cannot be used shows nothing: %s",
  async (_, extra) => {
    const { stream } = holder(overWire, 9, extra);
    const error = await errorOf(stream.next());
    expect(error.code).toBe("invalid_request");
    expectClean(renderings(error));
  },
);

test("a credential source that fails shows nothing", async () => {
  const provider = scripted(overWire, {
    baseUrl: "https://acme.test",
    credentials: { get: () => Promise.reject(new Error(secrets.key)) },
    manifest: { needsAuth: true, auth: ["key"] },
  });
  const error = await errorOf(provider.createAsyncGenerator({ messages }).next());
  expect(error.code).toBe("auth");
  expectClean(renderings(error));
});
