import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { loadGatewayConfig } from "../../src/config.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function load(text: string): Promise<unknown> {
  using folder = temporaryFolder();
  const file = join(folder.path, "gateway.yaml");
  writeFileSync(file, text);
  const loading = loadGatewayConfig(file).then(({ config }) => config);
  return await loading.catch((error: Error) => {
    throw new Error(error.message.replaceAll(`${folder.path}/`, ""), { cause: error });
  });
}

const GOOD = `
listen: { host: 127.0.0.1, port: 8080, allowedHosts: [gateway.test], allowedOrigins: [] }
providers:
  openai: { apiKey: env:OPENAI_API_KEY }
  team:
    use: openai
    apiKey: file:secrets/team
    baseUrl: http://10.1.2.3:8000/v1
    allowPrivate: true
    headers: { x-team: a, x-token: env:TOKEN }
    proxy: http://proxy.test:3128
    settings: { strict: true }
aliases: { fast: "openai:gpt-5-mini" }
routes:
  main: { use: ["openai:gpt-5", { model: "team:gpt-5", weight: 2 }], attempts: 2 }
keys:
  file: keys.jsonl
  fixed:
    - { name: ci, secret: env:CI_KEY, models: [fast], requestsPerMinute: 60, budget: { amount: 5, per: day } }
prices:
  openai:gpt-5: { input: 1.25, output: 10, cached: 0.125 }
limits: { maxStreams: 200, drainMs: 20000 }
spend: { file: spend.jsonl, maxBytes: 1000000, keep: 3 }
log: false
`;

test("a good file is its value, as YAML or JSON; little is needed", async () => {
  const config = await load(GOOD);
  expect(config).toMatchObject({
    providers: { team: { use: "openai", apiKey: "file:secrets/team", allowPrivate: true } },
    routes: { main: { attempts: 2 } },
    keys: { fixed: [{ name: "ci", budget: { amount: 5, per: "day" } }] },
  });
  expect(await load(JSON.stringify(config))).toEqual(config);
  expect(await load("providers: { eliza: {} }")).toEqual({ providers: { eliza: {} }, routes: {} });
});

describe("what is wrong is said with its line, and no secret is shown", () => {
  test.each([
    ["no providers", "log: true\n", "gateway.yaml: providers must be a map of providers"],
    ["none at all", "providers: {}\n", "gateway.yaml:1: providers is empty: name at least one"],
    [
      "an unknown key",
      "providers: { a: {} }\nalises: {}\n",
      'gateway.yaml:2: unknown key "alises"; did you mean aliases?',
    ],
    [
      "a key of a provider",
      "providers:\n  a:\n    api_key: env:A\n",
      'gateway.yaml:3: unknown key "providers.a.api_key"; did you mean apiKey?',
    ],
    [
      "a limit",
      "providers: { a: {} }\nlimits:\n  maxStream: 5\n",
      'gateway.yaml:3: unknown key "limits.maxStream"; did you mean maxStreams?',
    ],
    [
      "a rule of a key",
      "providers: { a: {} }\nkeys:\n  fixed:\n    - name: x\n      secret: env:X\n      model: y\n",
      'gateway.yaml:6: unknown key "keys.fixed.0.model"; did you mean models?',
    ],
    [
      "a secret in the file",
      "providers:\n  a:\n    apiKey: sk-1\n",
      "gateway.yaml:3: providers.a.apiKey must say where the secret is, env:NAME or file:path",
    ],
    [
      "a cookie in the file",
      "providers:\n  a:\n    cookies:\n      s: sk-1\n",
      "gateway.yaml:4: providers.a.cookies.s must say where",
    ],
    [
      "an address among the settings",
      "providers:\n  a:\n    settings: { baseUrl: http://169.254.169.254 }\n",
      "gateway.yaml:3: providers.a.settings must not hold baseUrl: ",
    ],
    [
      "a port",
      "providers: { a: {} }\nlisten:\n  port: 70000\n",
      "gateway.yaml:3: listen.port must be 0 to 65535",
    ],
    [
      "a budget of nothing",
      "providers: { a: {} }\nkeys: { fixed: [{ name: x, secret: env:X, budget: { per: day } }] }\n",
      "gateway.yaml:2: keys.fixed[0].budget limits nothing",
    ],
    [
      "a period",
      "providers: { a: {} }\nkeys: { fixed: [{ name: x, secret: env:X, budget: { tokens: 1, per: week } }] }\n",
      "gateway.yaml:2: keys.fixed[0].budget.per must be day, month, total",
    ],
    [
      "a price",
      "providers: { a: {} }\nprices:\n  a:m: { input: -1, output: 1 }\n",
      "gateway.yaml:3: prices.a:m.input must be 0 or more",
    ],
    [
      "a price too exact",
      "providers: { a: {} }\nprices:\n  a:m: { input: 0.00000000001, output: 1 }\n",
      "gateway.yaml:3: prices.a:m has more than nine decimals",
    ],
    [
      "a price without provider",
      "providers: { a: {} }\nprices:\n  m: { input: 1, output: 1 }\n",
      "gateway.yaml:3: prices.m ",
    ],
    [
      "a route",
      "providers: { a: {} }\nroutes:\n  main:\n    use: []\n",
      "gateway.yaml:4: routes.main.use is empty",
    ],
    [
      "a route's key",
      "providers: { a: {} }\nroutes:\n  main:\n    use: [a]\n    atempts: 1\n",
      "gateway.yaml:5: routes.main.atempts is unknown; did you mean attempts",
    ],
    [
      "a name that is two things",
      "providers: { a: {} }\naliases:\n  A: a:m\n",
      "gateway.yaml:3: aliases.A has a name that something else has already",
    ],
    [
      "two keys of a name",
      "providers: { a: {} }\nkeys:\n  fixed:\n    - { name: x, secret: env:X }\n    - { name: x, secret: env:Y }\n",
      "gateway.yaml:5: keys.fixed[1] has a name",
    ],
    ["a file that is none", "providers: [\n", "gateway.yaml:2: "],
  ])("%s", async (_, text, words) => {
    const error = await load(text).catch((thrown: Error) => thrown.message);
    expect(error).toEqual(expect.stringContaining(words));
    expect(error).not.toContain("sk-1");
  });
});

describe("a private address needs a word of its own", () => {
  const at = (url: string, more = ""): string =>
    `providers:\n  a:\n    baseUrl: ${JSON.stringify(url)}\n${more}`;

  test.each([
    "http://127.0.0.1:8000/v1",
    "http://127.1/v1",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1./",
    "http://１２７.0.0.1/",
    "http://①②⑦.0.0.1/",
    "http://127。0。0。1/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::]/",
    "http://0/",
    "http://[64:ff9b::7f00:1]/",
    "http://169.254.169.254/latest",
    "http://[fd00:ec2::254]/",
    "http://localhost./",
    "http://api.localhost/",
    "http://good.com@127.0.0.1/",
    "http://127.0.0.1#@good.com/",
    "https://10.0.0.8",
    "https://192.168.1.1",
    "https://172.31.0.1",
    "https://100.64.0.1",
    "http://[fe80::1]/",
    "http://[2002:7f00:1::]/",
  ])("%s", async (url) => {
    await expect(load(at(url))).rejects.toThrow(
      "gateway.yaml:3: providers.a.baseUrl is an address of this machine or of a private network: allowPrivate: true permits it",
    );
    await expect(load(at(url, "    allowPrivate: true\n"))).resolves.toBeDefined();
  });

  test.each([
    "file:///etc/passwd",
    "ftp://a.test",
    "gopher://a.test",
    "data:text/plain,a",
    "a.test",
    "http:\\\\127.0.0.1/",
  ])("%s is no address at all", async (url) => {
    await expect(load(at(url, "    allowPrivate: true\n"))).rejects.toThrow(
      "providers.a.baseUrl must be a URL that begins with http:// or https://",
    );
  });

  test.each(["https://api.acme.test/v1", "https://8.8.8.8", "https://[2606:4700::1111]"])(
    "%s needs none",
    async (url) => {
      await expect(load(at(url))).resolves.toBeDefined();
    },
  );
});
