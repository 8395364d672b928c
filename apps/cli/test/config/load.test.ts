import { chmodSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { loadConfig } from "../../src/config/load.ts";
import { temporaryFolder } from "../temporary.ts";

/** Loads what a user's folder of these files holds. */
async function load(files: Readonly<Record<string, string>>): Promise<unknown> {
  using home = temporaryFolder(files);
  const loading = loadConfig(undefined, { env: { XDG_CONFIG_HOME: home.path } });
  return await loading.catch((error: Error) => {
    throw new Error(error.message.replaceAll(home.path, "~"), { cause: error });
  });
}

const GOOD = {
  provider: "acme",
  model: "fast",
  system: "@terse",
  proxy: "http://proxy.test:8080",
  timeout: 30,
  providers: {
    acme: {
      apiKey: "sk-1",
      baseUrl: "https://api.acme.test/v1",
      model: "acme-1",
      cookies: { session: "1" },
      headers: { "x-team": "a" },
      options: { temperature: 0.2, stop: ["a", "b"] },
      settings: { region: "eu" },
    },
  },
  aliases: { fast: "acme:acme-1-mini" },
  prompts: { terse: "Be brief.", translate: "Translate: {{ input }}" },
};

describe("a good configuration", () => {
  const text = JSON.stringify(GOOD, undefined, "\t");
  test.each([
    ["JSON", "config.json", text],
    ["YAML", "config.yaml", `# mine\n${text.replaceAll("\t", "  ")}`],
    ["YAML, by its other ending", "config.yml", text],
    [
      "TypeScript",
      "config.ts",
      `const all: Readonly<Record<string, unknown>> = ${text};\nexport default all;\n`,
    ],
  ])("as %s", async (_, name, content) => {
    expect(await load({ [`g4f/${name}`]: content })).toMatchObject({ config: GOOD, warnings: [] });
  });

  test("none, or an empty one, is empty", async () => {
    expect(await load({})).toMatchObject({ config: {}, file: undefined });
    expect(await load({ "g4f/config.yaml": "# nothing yet\n" })).toMatchObject({ config: {} });
  });

  test("a file given by hand is read in place of the folder's", async () => {
    using home = temporaryFolder({
      "g4f/config.json": "{ broken",
      "mine.yaml": "timeout: 5\n",
    });
    const env = { XDG_CONFIG_HOME: home.path };
    const loaded = await loadConfig(join(home.path, "mine.yaml"), { env });
    expect(loaded.config).toEqual({ timeout: 5 });
  });
});

describe("what is wrong with a configuration is said with file and line, and no value", () => {
  const rows: readonly (readonly [string, string, string, string])[] = [
    [
      "a wrong type",
      "config.yaml",
      "provider: a\ntimeout: soon\n",
      "config.yaml:2: timeout must be a number of seconds",
    ],
    [
      "a wrong type in JSON",
      "config.json",
      '{\n\t"provider": "a",\n\t"timeout": [1]\n}\n',
      "config.json:3: timeout must be a number of seconds",
    ],
    [
      "a wrong type in TypeScript",
      "config.ts",
      "export default {\n  provider: 'a',\n  timeout: 'sk-1',\n};\n",
      "config.ts:3: timeout must be a number of seconds",
    ],
    ["a time of nothing", "config.yaml", "timeout: 0\n", "config.yaml:1: timeout must be above 0"],
    [
      "an unknown key",
      "config.yaml",
      "\nprovder: a\n",
      'config.yaml:2: unknown key "provder"; did you mean provider, providers?',
    ],
    [
      "an unknown key of a provider",
      "config.yaml",
      "providers:\n  acme:\n    apikey: sk-1\n",
      'config.yaml:3: unknown key "providers.acme.apikey"; did you mean apiKey?',
    ],
    [
      "two things at once",
      "config.yaml",
      "timeout: -1\nmodel: 3\n",
      "config.yaml:2: model must be a text (and 1 more)",
    ],
    [
      "an empty key",
      "config.yaml",
      "providers: { acme: { apiKey: '' } }\n",
      "config.yaml:1: providers.acme.apiKey must not be empty",
    ],
    [
      "an address that is none",
      "config.yaml",
      "providers:\n  acme:\n    baseUrl: acme.test\n",
      "config.yaml:3: providers.acme.baseUrl must be a URL that begins with http:// or https://",
    ],
    [
      "secrets among the settings",
      "config.yaml",
      "providers:\n  acme:\n    settings:\n      apiKey: sk-1\n",
      "config.yaml:3: providers.acme.settings must not hold apiKey, cookies, headers, baseUrl, proxy: they stand beside it",
    ],
    [
      "an unknown template variable",
      "config.yaml",
      "prompts:\n  a: Be brief.\n  b: 'In {{lang}}: {{input}}'\n",
      "config.yaml:3: prompts.b has the unknown template variable {{lang}}; there is {{input}}",
    ],
    [
      "an unknown prompt",
      "config.yaml",
      "system: '@terse'\n",
      'config.yaml:1: system names the prompt "terse", which is not among prompts',
    ],
    ["a list", "config.yaml", "- provider\n", "config.yaml: the configuration must be a map"],
    [
      "a key twice",
      "config.yaml",
      "timeout: 1\ntimeout: 2\n",
      "config.yaml:2: map keys must be unique",
    ],
    [
      "broken YAML",
      "config.yaml",
      "provider: a\nproviders: { acme: { apiKey: sk-1 }\n",
      "config.yaml:3: flow map in block collection must be sufficiently indented and end with a }",
    ],
    [
      "broken JSON",
      "config.json",
      '{\n  "provider": "a" "b"\n}\n',
      "config.json:2: unexpected double-quoted-scalar at node end",
    ],
    [
      "what the parser would quote",
      "config.yaml",
      "providers:\n  acme:\n    apiKey: |sk-1\n",
      "config.yaml:3: block scalar header includes extra characters",
    ],
    [
      "an alias that the parser would quote",
      "config.yaml",
      "providers: { acme: { apiKey: *sk-1 } }\n",
      "config.yaml: unresolved alias",
    ],
    [
      "a map as a key",
      "config.yaml",
      "? { key: sk-1 }\n: 1\n",
      "config.yaml:1: all keys must be strings",
    ],
    [
      "an alias to nowhere",
      "config.yaml",
      "provider: *secret\n",
      "config.yaml: unresolved alias (the anchor must be set before the alias)",
    ],
    [
      "a program without a default export",
      "config.ts",
      "export const config = {};\n",
      "config.ts: it exports no configuration: write `export default { … }`",
    ],
  ];
  test.each(rows)("%s", async (_, name, content, message) => {
    const loading = load({ [`g4f/${name}`]: content });
    await expect(loading).rejects.toThrow(`~/g4f/${message}`);
    await expect(loading).rejects.toMatchObject({ cause: { code: "config" } });
    await expect(loading).rejects.not.toThrow("sk-1");
  });

  test("two files: nobody could say which one holds", async () => {
    await expect(load({ "g4f/config.json": "{}", "g4f/config.yaml": "" })).rejects.toThrow(
      "~/g4f holds two configurations, config.json and config.yaml: keep one of them",
    );
  });

  test("a file given by hand that is not there, or is a folder", async () => {
    using home = temporaryFolder();
    const env = {};
    await expect(loadConfig("/no/such.yaml", { env })).rejects.toThrow(
      "/no/such.yaml: it could not be read: no such file",
    );
    await expect(loadConfig(home.path, { env })).rejects.toThrow("it is a folder");
  });
});

test("a file with secrets that others may read is warned of", async () => {
  using home = temporaryFolder({ "config.yaml": "providers: { acme: { apiKey: sk-1 } }\n" });
  const file = join(home.path, "config.yaml");
  expect((await loadConfig(file, { env: {} })).warnings).toEqual([]);
  chmodSync(file, 0o640);
  expect((await loadConfig(file, { env: {} })).warnings).toEqual([
    `${file} holds secrets and others may read it: chmod 600 ${file}`,
  ]);
});
