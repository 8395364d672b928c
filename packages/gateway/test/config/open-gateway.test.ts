import type { LookupAddress } from "node:dns";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { gate, simulate, type Answer, type Upstream } from "@g4f/conformance/testing";
import { describe, expect, test } from "vitest";

import { openGateway, type OpenGatewayOptions } from "../../src/config.ts";
import { createKey, revokeKey } from "../../src/keys.ts";
import { dialect } from "../support/dialect.ts";
import { knownProviders } from "../support/known.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SECRET = "a-secret-of-the-tests-own";
const ENV = { TEST_KEY: SECRET, UPSTREAM_KEY: "sk-upstream" };

const says = (text: string, delivery = {}): Answer => ({
  script: [
    { type: "text", text },
    { type: "usage", usage: { inputTokens: 10, outputTokens: 5 } },
    { type: "finish", reason: "stop" },
  ],
  delivery,
});

function providers(upstream: Upstream): string {
  return `providers:
  acme:
    use: openai
    apiKey: env:UPSTREAM_KEY
    baseUrl: ${upstream.baseUrl}
    allowPrivate: true
`;
}

const keys = `keys: { fixed: [{ name: test, secret: env:TEST_KEY }] }\n`;

/** A gateway by a file of this text. */
async function opened(folder: string, text: string, more: Partial<OpenGatewayOptions> = {}) {
  const file = join(folder, "gateway.yaml");
  writeFileSync(file, text);
  const warnings: string[] = [];
  const configured = await openGateway({
    file,
    known: knownProviders,
    env: ENV,
    warn: (words) => warnings.push(words.replaceAll(`${folder}/`, "")),
    ...more,
  });
  const { url } = await configured.gateway.listen();
  const ask = (model: string, secret = SECRET, body: object = {}): Promise<Response> =>
    fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
      body: JSON.stringify({ model, messages: [{ role: "user", content: "Hi" }], ...body }),
    });
  const write = (next: string): void => writeFileSync(file, next);
  return {
    ...configured,
    file,
    warnings,
    url,
    ask,
    write,
    [Symbol.asyncDispose]: () => configured[Symbol.asyncDispose](),
  };
}

const upstreamOf = (...answers: readonly Answer[]): Promise<Upstream> =>
  simulate({ dialect: dialect("openai-chat"), answers });

async function textOf(response: Response): Promise<unknown> {
  const body = (await response.json()) as { choices?: { message: { content: string } }[] };
  return body.choices?.[0]?.message.content ?? body;
}

type Done = (error: null, addresses: readonly LookupAddress[]) => void;

describe("a gateway by a file", () => {
  test("answers by its providers, aliases and routes, with the keys that it refers to", async () => {
    using folder = temporaryFolder();
    await using upstream = await upstreamOf(says("Hello."));
    await using gateway = await opened(
      folder.path,
      `${providers(upstream)}aliases: { fast: "acme:m-1" }\nroutes: { main: { use: ["acme:m-2"] } }\n${keys}`,
    );
    for (const [model, wanted] of [
      ["acme:m-0", "m-0"],
      ["fast", "m-1"],
      ["main", "m-2"],
    ]) {
      const response = await gateway.ask(model ?? "");
      expect([response.status, await textOf(response)]).toEqual([200, "Hello."]);
      const { request, asked } = upstream.calls.at(-1) ?? {};
      expect(request?.headers["authorization"]).toBe("Bearer sk-upstream");
      expect(asked?.model).toBe(wanted);
    }
    expect((await gateway.ask("other")).status).toBe(404);
    expect((await gateway.ask("fast", "somebody else's secret")).status).toBe(401);
  });

  test.each([
    [
      "an unknown provider",
      "providers:\n  opnai: {}\n",
      'gateway.yaml:2: providers.opnai is no provider: none is named "opnai"; did you mean OpenAI?',
    ],
    [
      "one that is used under another name",
      "providers:\n  a:\n    use: b\n",
      "gateway.yaml:3: providers.a.use is no provider",
    ],
    [
      "a key that is needed",
      "providers:\n  openai: {}\n",
      "gateway.yaml:2: providers.openai has to know who you are: give it apiKey: env:NAME",
    ],
    [
      "a variable that is not set",
      "providers:\n  openai:\n    apiKey: env:NOPE\n",
      "gateway.yaml:3: providers.openai.apiKey: the environment has no NOPE",
    ],
    [
      "a file that is not there",
      "providers:\n  openai:\n    apiKey: file:nope\n",
      "gateway.yaml:3: providers.openai.apiKey: nope could not be read: no such file",
    ],
    [
      "a file of two lines",
      "providers:\n  openai:\n    apiKey: file:gateway.yaml\n",
      "gateway.yaml must hold one line, the secret",
    ],
    [
      "an alias of nothing",
      "providers: { eliza: {} }\naliases:\n  fast: elisa:x\n",
      'gateway.yaml:3: aliases.fast must be provider:model or a route: nothing is named "elisa"; did you mean eliza?',
    ],
    [
      "a route of nothing",
      "providers: { eliza: {} }\nroutes:\n  main:\n    use: [elisa]\n",
      "gateway.yaml:3: routes.main cannot be set up: neither a provider nor a model",
    ],
    [
      "a secret too short",
      "providers: { eliza: {} }\nkeys:\n  fixed:\n    - name: a\n      secret: env:SHORT\n",
      "gateway.yaml:5: keys.fixed[0].secret leads to no secret: at least 16",
    ],
    [
      "the world without keys",
      "providers: { eliza: {} }\nlisten:\n  host: 0.0.0.0\n",
      "gateway.yaml:3: listen.host cannot be used",
    ],
  ])("%s is no start", async (_, text, words) => {
    using folder = temporaryFolder();
    const env = { ...ENV, SHORT: "short" };
    const error = await opened(folder.path, text, { env }).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: "ConfigFileError" });
    const message = (error as Error).message.replaceAll(`${folder.path}/`, "");
    expect(message).toContain(words);
    expect(message).not.toContain(SECRET);
  });

  test("prices of nobody are told: a name may be mistyped", async () => {
    using folder = temporaryFolder();
    await using upstream = await upstreamOf(says("never"));
    const price = "{ input: 1, output: 2 }";
    const prices = `prices:\n  acme:m: ${price}\n  openai:m: ${price}\n  acmee:m: ${price}\n`;
    const text = providers(upstream) + prices + keys;
    const typo =
      'gateway.yaml:10: prices.acmee:m is the price of nothing: no provider is named "acmee"; did you mean acme?';
    await using gateway = await opened(folder.path, text);
    expect(gateway.warnings).toEqual([expect.stringContaining("prices.openai:m"), typo]);
    await using routed = await opened(folder.path, `${text}routes: { main: { use: [acme] } }\n`);
    expect(routed.warnings).toEqual([typo]);
  });

  test("a name with a private address is refused when it is connected to", async () => {
    using folder = temporaryFolder();
    await using upstream = await upstreamOf(says("never"));
    const { port, pathname } = new URL(upstream.baseUrl);
    const address = `http://public.test:${port}${pathname}`;
    const lookup: OpenGatewayOptions["lookup"] = ((_: string, __: object, done: Done) =>
      done(null, [{ address: "127.0.0.1", family: 4 }])) as never;
    const text = (more: string): string =>
      `providers:\n  acme: { use: openai, baseUrl: "${address}"${more} }\n${keys}`;
    await using gateway = await opened(folder.path, text(""), { lookup });
    const response = await gateway.ask("acme:m");
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining("public.test has a private address"),
    ]);
    expect(upstream.connections).toBe(0);
  });
});

test("a key sees of one provider alone what it is allowed of it by name", async () => {
  using folder = temporaryFolder();
  await using upstream = await upstreamOf(says("Hello."));
  const models = '["fast", "acme:m-2"]';
  const key = `keys: { fixed: [{ name: test, secret: env:TEST_KEY, models: ${models} }] }\n`;
  const text = `${providers(upstream)}aliases: { fast: "acme:m-1" }\n${key}`;
  await using gateway = await opened(folder.path, text);
  const pinned = async (model: string): Promise<number> => {
    const response = await fetch(`${gateway.url}/api/acme/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${SECRET}` },
      body: JSON.stringify({ model, messages: [{ role: "user", content: "Hi" }] }),
    });
    return response.status;
  };
  expect((await gateway.ask("fast")).status).toBe(200);
  expect([await pinned("fast"), await pinned("m-1"), await pinned("m-2")]).toEqual([404, 404, 200]);
});

describe("reload", () => {
  test("what is new holds at once, and an answer under way goes on", async () => {
    using folder = temporaryFolder();
    const held = gate();
    await using old = await upstreamOf(says("from the old one", { gate: held }));
    await using next = await upstreamOf(says("from the new one"));
    await using gateway = await opened(folder.path, providers(old) + keys);
    const running = gateway.ask("acme:m", SECRET, { stream: true });
    await old.called();
    gateway.write(`${providers(next)}aliases: { fast: "acme:m" }\n${keys}`);
    await gateway.reload();
    expect(await textOf(await gateway.ask("fast"))).toBe("from the new one");
    held.open();
    const streamed = await (await running).text();
    expect(streamed).toContain("from the old one");
    expect(streamed.trimEnd()).toMatch(/data: \[DONE\]$/);
    expect(gateway.warnings).toEqual([]);
  });

  test("a bad file leaves the old one in force and says why; a good one after it holds", async () => {
    using folder = temporaryFolder();
    await using upstream = await upstreamOf(says("Hello."));
    const good = providers(upstream) + keys;
    await using gateway = await opened(folder.path, good);
    gateway.write(`${good}\nlimts: {}\n`);
    await expect(gateway.reload()).rejects.toThrow(/gateway\.yaml:\d+: unknown key "limts"/);
    expect((await gateway.ask("acme:m")).status).toBe(200);
    gateway.write(`${good}aliases: { fast: "acme:m" }\nlimits: { maxStreams: 3 }\n`);
    await gateway.reload();
    expect((await gateway.ask("fast")).status).toBe(200);
    expect(gateway.warnings).toEqual([
      expect.stringMatching(/^gateway\.yaml:\d+: limits changed: it holds from the next start on$/),
    ]);
    gateway.write(good);
    await gateway.reload();
    expect(gateway.warnings).toHaveLength(1);
  });

  test("keys of the file change with it", async () => {
    using folder = temporaryFolder();
    await using upstream = await upstreamOf(says("Hello."));
    const env: Record<string, string> = { ...ENV };
    await using gateway = await opened(folder.path, providers(upstream) + keys, { env });
    env["TEST_KEY"] = "another-secret-of-the-tests-own";
    await gateway.reload();
    expect((await gateway.ask("acme:m")).status).toBe(401);
    expect((await gateway.ask("acme:m", env["TEST_KEY"])).status).toBe(200);
  });
});

describe("keys, budgets and the spend log", () => {
  const accounting = (upstream: Upstream): string =>
    `${providers(upstream)}keys: { file: keys.jsonl }\nspend: { file: spend.jsonl }\nprices: { "acme:m": { input: 100000, output: 100000 } }\n`;

  test("a key made while it runs is good at once, and what it may not see is not there", async () => {
    using folder = temporaryFolder();
    await using upstream = await upstreamOf(says("Hello."));
    await using gateway = await opened(folder.path, accounting(upstream));
    const file = join(folder.path, "keys.jsonl");
    const { secret } = await createKey(file, {
      name: "team",
      models: ["acme:m"],
      requestsPerMinute: 2,
    });
    expect((await gateway.ask("acme:m", secret)).status).toBe(200);
    expect((await gateway.ask("acme:other", secret)).status).toBe(404);
    expect((await gateway.ask("acme:m", secret)).status).toBe(200);
    const refused = await gateway.ask("acme:m", secret);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await revokeKey(file, "team");
    await expect
      .poll(async () => (await gateway.ask("acme:m", secret)).status, { timeout: 20_000 })
      .toBe(401);
  });

  test("a budget holds over a new start, and the log has who spent what and no prompt", async () => {
    using folder = temporaryFolder();
    await using upstream = await upstreamOf(says("Hello."));
    const file = join(folder.path, "keys.jsonl");
    const budget = { amount: 2, per: "month" } as const;
    const { record, secret } = await createKey(file, { name: "team", budget });
    const body = { max_tokens: 5 };
    {
      await using gateway = await opened(folder.path, accounting(upstream));
      expect((await gateway.ask("acme:m", secret, body)).status).toBe(200);
    }
    const log = readFileSync(join(folder.path, "spend.jsonl"), "utf8");
    expect(JSON.parse(log)).toMatchObject({
      key: record.id,
      name: "team",
      api: "openai-chat",
      model: "acme:m",
      provider: "acme",
      upstreamModel: "m",
      inputTokens: 10,
      outputTokens: 5,
      cost: 1.5,
      outcome: "complete",
    });
    expect(log).not.toContain("Hi");
    await using gateway = await opened(folder.path, accounting(upstream));
    expect((await gateway.ask("acme:m", secret, body)).status).toBe(200);
    const spent = await gateway.ask("acme:m", secret, body);
    expect([spent.status, await spent.json()]).toEqual([
      429,
      {
        error: expect.objectContaining({
          message: expect.stringContaining("budget of this key is spent"),
        }),
      },
    ]);
    expect(upstream.calls).toHaveLength(2);
  });
});
