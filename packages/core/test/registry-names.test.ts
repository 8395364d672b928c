import { describe, expect, it, vi } from "vitest";

import { defineManifest } from "../src/manifest.ts";
import { ProviderRegistry, type Loaded } from "../src/registry.ts";
import { Acme, Beta } from "./support/providers.ts";
import { failure, wrong } from "./support/values.ts";

/** What must never be a name (reliability, names). */
const UNSAFE: readonly (readonly [string, string])[] = [
  ["a path upwards", "../../etc/passwd"],
  ["an absolute path", "/etc/passwd"],
  ["a drive letter", "c:\\windows\\system32"],
  ["a NUL", "a\0.js"],
  ["a path inside", "a/../../b"],
  ["a path with backslashes", "a\\..\\b"],
  ["a percent-encoded path", "%2e%2e%2fb"],
  ["a scoped package", "@scope/../../x"],
  ["a data URL", "data:text/javascript,globalThis.broken=1"],
  ["a built-in module", "node:child_process"],
  ["a file URL", "file:///etc/passwd"],
  ["CON", "CON"],
  ["nul", "nul"],
  ["com1", "com1.txt"],
  ["nothing", ""],
  ["a dot", "."],
  ["two dots", ".."],
  ["two dots within", "a..b"],
  ["65 characters", "a".repeat(65)],
  ["a trailing dot", "acme."],
  ["a trailing space", "acme "],
  ["a trailing newline", "acme\n"],
  ["full-width letters", "ａｃｍｅ"],
  ["a bidi override", "acme\u202e"],
  ["a Kelvin sign, which lower-cases to k", "\u212aimi"],
  ["__proto__", "__proto__"],
];

describe("unsafe names", () => {
  const load = vi.fn<() => Promise<Loaded>>(async () => Acme);
  const registry = new ProviderRegistry()
    .register("kimi", () => new Acme())
    .register({ manifest: Acme.manifest, load });

  it.each(UNSAFE)("%s cannot be registered as a name or as an alias", (_, name) => {
    expect(() => registry.register(name, () => new Acme())).toThrow(TypeError);
    expect(() => registry.register(Beta, { aliases: [name] })).toThrow(TypeError);
    expect(registry.has("beta")).toBe(false);
  });

  it.each(UNSAFE)("%s resolves to nothing, in one printable line", async (_, name) => {
    const { code, message } = await failure(registry.resolve(name));
    expect(code).toBe("invalid_request");
    expect(message).toMatch(/^[\x20-\x7e…]+$/);
    expect(registry.has(name)).toBe(false);
    expect(registry.unregister(name)).toBe(false);
    expect(load).not.toHaveBeenCalled();
  });

  it("a member of every object is a name like any other", async () => {
    await expect(registry.resolve("constructor")).rejects.toThrow("no provider is named");
    const own = new ProviderRegistry().register("constructor", () => new Acme());
    expect((await own.resolve("constructor")).provider).toBeInstanceOf(Acme);
    expect(own.has("tostring")).toBe(false);
  });
});

describe("a name that is taken", () => {
  const other = (name: string, aliases: readonly string[] = []) => ({
    manifest: defineManifest({ name, url: "https://other.test", working: true, aliases }),
    load: async () => Acme,
  });

  it.each([
    ["a name by a name", other("ACME"), "ACME", "by the provider Acme"],
    ["a name by an alias", other("Acme-AI"), "Acme-AI", "as an alias of Acme"],
    ["an alias by a name", other("x", ["acme"]), "acme", "by the provider Acme"],
    ["an alias by an alias", other("x", ["acme-ai"]), "acme-ai", "as an alias of Acme"],
  ])("%s: says what is taken, and by whom", (_, lazy, name, by) => {
    const registry = new ProviderRegistry().register(Acme);
    const register = () => registry.register(lazy);
    expect(register).toThrow(TypeError);
    expect(register).toThrow(`cannot register "${name}"`);
    expect(register).toThrow(`the name is taken ${by}`);
    expect(registry.list()).toHaveLength(1);
  });

  it("adds nothing of what clashes in part", () => {
    const registry = new ProviderRegistry().register(Acme);
    expect(() => registry.register(Beta, { aliases: ["fine", "acme"] })).toThrow("taken");
    expect(registry.has("fine")).toBe(false);
  });

  it("is free where one provider names itself twice", () => {
    const registry = new ProviderRegistry();
    registry.register(Acme, { aliases: ["acme", "ACME-AI", "x", "X"] });
    expect(registry.list()[0]?.aliases).toEqual(["acme-ai", "x"]);
  });
});

describe("what is no provider", () => {
  it.each([
    ["nothing", undefined, "register takes"],
    ["an object without load", { manifest: Acme.manifest }, "register takes"],
    ["a class without manifest", class Bare extends Array {}, "has no manifest of contract 1"],
    [
      "a loader of another contract",
      { manifest: { ...Acme.manifest, contract: 2 }, load: async () => Acme },
      "has no manifest of contract 1",
    ],
  ])("%s is refused at once", (_, thing, words) => {
    const register = () => new ProviderRegistry().register(wrong(thing));
    expect(register).toThrow(TypeError);
    expect(register).toThrow(words);
  });

  it("a class under a name of its own wants a factory", () => {
    const registry = new ProviderRegistry();
    expect(() => registry.register("mine", wrong(Acme))).toThrow('register("mine", () => new');
    expect(() => registry.register("mine", wrong(undefined))).toThrow("factory");
    expect(() => registry.register("mine", () => new Acme(), { manifest: wrong({}) })).toThrow(
      "manifest",
    );
  });

  it("something else than a string is no alias", () => {
    const register = () => new ProviderRegistry().register(Acme, { aliases: wrong([5]) });
    expect(register).toThrow("not a provider name: 5");
  });

  it("something else than a string is not resolved", async () => {
    await expect(new ProviderRegistry().resolve(wrong(Acme))).rejects.toThrow(TypeError);
  });
});

describe("an unknown provider", () => {
  const registry = new ProviderRegistry().register(Acme).register(Beta);

  it.each([
    ["acmee", 'no provider is named "acmee"; did you mean Acme?'],
    ["gamma-ray", 'no provider is named "gamma-ray"; known: Acme, acme-ai, beta'],
    ["acne:x", 'no provider is named "acne"; did you mean Acme?; a model is named after its'],
    ["llama3:8b", '"llama3:8b" is a model of beta: write "beta:llama3:8b"'],
    ["latest", '"latest" is a model of Acme: write "Acme:latest"'],
  ])("%s is answered with what to write instead", async (spec, words) => {
    const { code, message } = await failure(registry.resolve(spec));
    expect(code).toBe("invalid_request");
    expect(message).toContain(words);
  });

  it("of an empty registry", async () => {
    await expect(new ProviderRegistry().resolve("acme")).rejects.toThrow("the registry is empty");
  });

  it("is cut in the message", async () => {
    const { message } = await failure(registry.resolve("x".repeat(9999)));
    expect(message.length).toBeLessThan(250);
  });
});
