import { describe, expect, test } from "vitest";

import { AsyncGeneratorProvider, defineManifest, type ManifestInput } from "../src/index.ts";

const minimal: ManifestInput = { name: "Acme", url: "https://acme.test", working: true };

describe("defineManifest", () => {
  test("fills in what is not said", () => {
    expect(defineManifest({ ...minimal, defaultModel: "acme-1" })).toEqual({
      contract: 1,
      name: "Acme",
      label: "Acme",
      url: "https://acme.test",
      working: true,
      needsAuth: false,
      auth: [],
      keyHeader: "authorization",
      defaultModel: "acme-1",
      models: { open: true, known: ["acme-1"] },
      supports: {},
      terminator: "finish",
      options: {},
    });
    expect(defineManifest({ ...minimal, needsAuth: true }).auth).toEqual(["key"]);
  });

  test("a key variable is a name", () => {
    expect(defineManifest({ ...minimal, keyVariable: "ACME_API_KEY" }).keyVariable).toBe(
      "ACME_API_KEY",
    );
    expect(() => defineManifest({ ...minimal, keyVariable: "sk-123" })).toThrow(
      "manifest of Acme: keyVariable must be the name of a variable, such as ACME_API_KEY",
    );
  });

  test("a wire is one that others may speak, too", () => {
    expect(defineManifest({ ...minimal, wire: "openai-chat" }).wire).toBe("openai-chat");
    expect(() => defineManifest({ ...minimal, wire: "openai" as never })).toThrow(
      "manifest of Acme: wire must be one of openai-chat, openai-responses, anthropic-messages, gemini, ollama-chat",
    );
  });

  test("is frozen, all the way down", () => {
    const manifest = defineManifest({ ...minimal, supports: { tools: true } });
    expect(Object.isFrozen(manifest)).toBe(true);
    expect(Object.isFrozen(manifest.supports)).toBe(true);
    expect(Object.isFrozen(manifest.models.known)).toBe(true);
  });

  const names = [
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\acme",
    "a\0.js",
    "a/../../b",
    "a\\..\\b",
    "%2e%2e%2fb",
    "@scope/../../x",
    "data:text/javascript,1",
    "node:child_process",
    "file:///acme",
    "__proto__",
    "CON",
    "nul",
    "com1",
    "nul.txt",
    "",
    ".",
    "..",
    "a..b",
    "a".repeat(65),
    "acme.",
    "acme ",
    "acme\n",
    "ａｃｍｅ",
    "ac\u202eme",
    "\u212acme",
  ];
  test.each(names)("refuses the name %j", (name) => {
    expect(() => defineManifest({ ...minimal, name })).toThrow(TypeError);
    expect(() => defineManifest({ ...minimal, aliases: [name] })).toThrow(TypeError);
  });

  const contradictions: readonly (readonly [string, Partial<ManifestInput>, RegExp])[] = [
    ["a url that is none", { url: "acme" }, /url is not a URL/],
    ["a base URL that is none", { baseUrl: "acme" }, /baseUrl is not a URL/],
    [
      "a default outside a closed list",
      { defaultModel: "b", models: { open: false, known: ["a"] } },
      /closed and do not hold the default b/,
    ],
    [
      "an alias to nowhere",
      { models: { open: false, known: ["a"], aliases: { x: "b" } } },
      /alias x names the unknown model b/,
    ],
  ];
  test.each(contradictions)("refuses %s", (_, part, says) => {
    expect(() => defineManifest({ ...minimal, ...part })).toThrow(says);
  });
});

test("a provider without a manifest is a mistake of its author", () => {
  class Bare extends AsyncGeneratorProvider {
    protected override async *generate(): AsyncGenerator<never> {}
  }
  expect(() => new Bare()).toThrow("Bare has no manifest");
});

test("an instance may have a manifest of its own", () => {
  class Row extends AsyncGeneratorProvider {
    protected override async *generate(): AsyncGenerator<never> {}
  }
  const manifest = defineManifest({ ...minimal, name: "row-1" });
  expect(new Row({}, manifest).manifest).toBe(manifest);
});

test("an instance that is given a server of its own works, whatever became of the service", () => {
  class Gone extends AsyncGeneratorProvider {
    static override readonly manifest = defineManifest({
      ...minimal,
      working: false,
      deprecated: { since: "2023-10-25", reason: "it was shut down" },
    });
    protected override async *generate(): AsyncGenerator<never> {}
  }
  expect(new Gone().manifest).toBe(Gone.manifest);
  const { manifest } = new Gone({ baseUrl: "http://127.0.0.1:1" });
  expect(manifest).toMatchObject({ name: minimal.name, working: true });
  expect(manifest.deprecated).toBeUndefined();
});
