import { describe, expect, it, vi } from "vitest";

import { ProviderError } from "../src/errors.ts";
import { ProviderRegistry } from "../src/registry.ts";
import type { Loaded, Provider, ProviderClass } from "../src/registry.ts";
import { Acme, Beta } from "./support/providers.ts";
import { failure, wrong } from "./support/values.ts";

const hello = { messages: [{ role: "user", content: "hello" }] } as const;

describe("a registered class", () => {
  const registry = new ProviderRegistry().register(Acme).register(Beta, { aliases: ["b"] });

  it("is resolved with a model, and answers with it", async () => {
    const { provider, model } = await registry.resolve("acme:acme-2");
    expect(provider).toBeInstanceOf(Acme);
    expect(model).toBe("acme-2");
    await expect(
      provider.createAsyncGenerator({ model, ...hello }).collect(),
    ).resolves.toMatchObject({ text: "I am acme-2" });
  });

  it.each(["acme", "acme:"])("is resolved by %s with its default model", async (spec) => {
    const { provider, model } = await registry.resolve(spec);
    expect(model).toBeUndefined();
    const { text } = await provider.createAsyncGenerator({ model, ...hello }).collect();
    expect(text).toBe("I am acme-1");
  });

  it("leaves aliases of models to the provider", async () => {
    const { provider, model } = await registry.resolve("acme:latest");
    expect(model).toBe("latest");
    const { text } = await provider.createAsyncGenerator({ model, ...hello }).collect();
    expect(text).toBe("I am acme-2");
  });

  it("splits at the first colon only: ids of models are opaque", async () => {
    const { model } = await registry.resolve("beta:hf.co/x/../y:8b");
    expect(model).toBe("hf.co/x/../y:8b");
  });

  it.each(["ACME", "Acme-AI", "acme-ai:acme-1"])("is found as %s", async (spec) => {
    expect((await registry.resolve(spec)).provider.manifest.name).toBe("Acme");
    expect(registry.has(spec.split(":")[0] ?? "")).toBe(true);
  });

  it("is one instance without settings, a new one with settings", async () => {
    const first = await registry.resolve("acme");
    expect((await registry.resolve("ACME-AI:acme-2")).provider).toBe(first.provider);
    const own = await registry.resolve("acme", { apiKey: "k-1" });
    expect(own.provider).not.toBe(first.provider);
    expect((await registry.resolve("acme", { apiKey: "k-1" })).provider).not.toBe(own.provider);
  });

  it("is gone with all its names after unregister, by any of them", () => {
    const own = new ProviderRegistry().register(Acme, { aliases: ["a"] });
    expect(own.unregister("A")).toBe(true);
    expect(["acme", "acme-ai", "a"].filter((name) => own.has(name))).toEqual([]);
    expect(own.unregister("acme")).toBe(false);
    expect(own.register(Acme).has("acme")).toBe(true);
  });

  it("does not exist for another registry", () => {
    expect(new ProviderRegistry().has("acme")).toBe(false);
  });
});

describe("an object that is a provider by its form", () => {
  it("needs no class of this package", async () => {
    const twin: Provider = {
      manifest: Acme.manifest,
      createAsyncGenerator: ({ model = "acme-2", ...rest }) =>
        new Acme().createAsyncGenerator({ ...rest, model }),
    };
    const Twin = class {
      static readonly manifest = Beta.manifest;
      readonly manifest = Beta.manifest;
      readonly createAsyncGenerator: Provider["createAsyncGenerator"] = (request) =>
        twin.createAsyncGenerator(request);
    } satisfies ProviderClass;
    const registry = new ProviderRegistry().register("twin", () => twin).register(Twin);
    expect((await registry.resolve("twin")).provider).toBe(twin);
    expect((await registry.resolve("beta")).provider).toBeInstanceOf(Twin);
  });
});

describe("a lazy provider", () => {
  const { manifest } = Acme;

  it("is listed and looked up without being loaded", () => {
    const load = vi.fn<() => Promise<Loaded>>(async () => Acme);
    const registry = new ProviderRegistry().register({ manifest, load });
    expect(registry.list({ working: true })).toEqual([
      { name: "Acme", aliases: ["acme-ai"], manifest },
    ]);
    expect(registry.has("acme")).toBe(true);
    expect(load).not.toHaveBeenCalled();
  });

  it("is loaded once, however many ask at the same time", async () => {
    const load = vi.fn<() => Promise<Loaded>>(async () => ({ Beta, Acme, other: 1 }));
    const registry = new ProviderRegistry().register({ manifest, load });
    const all = await Promise.all([
      registry.resolve("acme"),
      registry.resolve("acme-ai:acme-2"),
      registry.resolve("acme", { proxy: "http://127.0.0.1:1" }),
    ]);
    expect(all.every(({ provider }) => provider instanceof Acme)).toBe(true);
    expect(all[0].provider).toBe(all[1].provider);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["the class", Acme],
    ["a default export", { default: Acme }],
    ["a module with a subclass beside it", { Sub: class extends Acme {}, Acme }],
  ])("may be loaded as %s", async (_, loaded) => {
    const registry = new ProviderRegistry().register({ manifest, load: async () => loaded });
    const { provider } = await registry.resolve("acme");
    expect(provider.constructor).toBe(Acme);
  });

  it("may be listed under its name in another case", async () => {
    const registry = new ProviderRegistry();
    registry.register({ manifest: { ...manifest, name: "ACME" }, load: async () => ({ Acme }) });
    expect((await registry.resolve("acme")).provider).toBeInstanceOf(Acme);
  });

  it("whose load failed is loaded again by the next one", async () => {
    const load = vi.fn<() => Promise<Loaded>>(async () => Acme);
    load.mockRejectedValueOnce(new Error("disk sk-secret"));
    const registry = new ProviderRegistry().register({ manifest, load });
    const both = await Promise.all([
      failure(registry.resolve("acme")),
      failure(registry.resolve("acme")),
    ]);
    for (const error of both) {
      expect(error).toMatchObject({ code: "upstream", retryable: false, provider: "Acme" });
      expect(error.cause).toMatchObject({ message: "disk sk-secret" });
      expect(error.message).not.toContain("sk-secret");
    }
    expect((await registry.resolve("acme")).provider).toBeInstanceOf(Acme);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("whose package is missing says so", async () => {
    const missing = Object.assign(new Error("Cannot find package"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    const registry = new ProviderRegistry().register({
      manifest,
      load: () => Promise.reject(missing),
    });
    const { message } = await failure(registry.resolve("acme"));
    expect(message).toContain("install the package");
  });

  it.each([
    ["nothing", {}, "no provider class"],
    ["another provider", { Beta }, "the provider class of beta"],
    ["a string", "Acme", "no provider class"],
  ])("that loads %s is a TypeError", async (_, loaded, words) => {
    const load = vi.fn<() => Promise<Loaded>>(async () => wrong(loaded));
    const registry = new ProviderRegistry().register({ manifest, load });
    const resolved = registry.resolve("acme");
    await expect(resolved).rejects.toThrow(TypeError);
    await expect(resolved).rejects.toThrow(`the loader of "Acme" gave ${words}`);
  });
});

describe("a named factory", () => {
  it("makes its provider once, sync or async", async () => {
    const make = vi.fn<() => Promise<Acme>>(
      async () => new Acme({ baseUrl: "https://eu.acme.test" }),
    );
    const registry = new ProviderRegistry()
      .register("acme-eu", make, { aliases: ["eu"] })
      .register("acme-us", () => new Acme());
    const [a, b] = await Promise.all([registry.resolve("acme-eu"), registry.resolve("EU:acme-2")]);
    expect(a.provider).toBe(b.provider);
    expect(b.model).toBe("acme-2");
    expect(make).toHaveBeenCalledTimes(1);
    expect((await registry.resolve("acme-us")).provider).not.toBe(a.provider);
  });

  it("has the manifest that was given, then that of its instance", async () => {
    const registry = new ProviderRegistry()
      .register("bare", () => new Acme())
      .register("told", () => new Acme(), { manifest: Beta.manifest });
    expect(registry.list().map(({ manifest }) => manifest)).toEqual([undefined, Beta.manifest]);
    await registry.resolve("bare");
    await registry.resolve("told");
    expect(registry.list().map(({ manifest }) => manifest)).toEqual([Acme.manifest, Acme.manifest]);
  });

  it("that throws tells a ProviderError as it is, and is asked again", async () => {
    const known = new ProviderError("auth", "no key", { provider: "acme-eu" });
    const make = vi.fn<() => Acme>(() => new Acme());
    make.mockImplementationOnce(() => {
      throw known;
    });
    make.mockImplementationOnce(() => {
      throw new RangeError("odd");
    });
    const registry = new ProviderRegistry().register("acme-eu", make);
    expect(await failure(registry.resolve("acme-eu"))).toBe(known);
    const foreign = await failure(registry.resolve("acme-eu"));
    expect(foreign).toMatchObject({ code: "upstream", provider: "acme-eu", retryable: false });
    expect(foreign.cause).toMatchObject({ name: "RangeError", message: "odd" });
    expect((await registry.resolve("acme-eu")).provider).toBeInstanceOf(Acme);
  });

  it("takes no settings of resolve: they would be lost", async () => {
    const registry = new ProviderRegistry().register("acme-eu", () => new Acme());
    await expect(registry.resolve("acme-eu", { apiKey: "k" })).rejects.toThrow(
      "acme-eu is set up by its factory",
    );
  });

  it("that makes no provider is a TypeError", async () => {
    const registry = new ProviderRegistry().register("odd", () => wrong({}));
    await expect(registry.resolve("odd")).rejects.toThrow('made for "odd" is no provider');
  });
});

describe("a constructor that throws", () => {
  it("is wrapped, and the cause holds no secret of the settings", async () => {
    class Picky extends Acme {
      constructor({ apiKey = "" }: { readonly apiKey?: string } = {}) {
        super();
        throw new Error(`bad key ${apiKey}`);
      }
    }
    const registry = new ProviderRegistry().register(Picky);
    const error = await failure(registry.resolve("acme", { apiKey: "sk-12345" }));
    expect(error).toMatchObject({ code: "upstream", cause: { message: "bad key [redacted]" } });
  });
});

describe("list", () => {
  const registry = new ProviderRegistry()
    .register("Zeta", () => new Acme())
    .register(Beta)
    .register(Acme);
  const names = (filter?: Parameters<ProviderRegistry["list"]>[0]): string[] =>
    registry.list(filter).map(({ name }) => name);

  it("is sorted by name in any case, each provider once", () => {
    expect(names()).toEqual(["Acme", "beta", "Zeta"]);
  });

  it.each([
    [{ working: true }, ["Acme"]],
    [{ working: false }, ["beta"]],
    [{ needsAuth: true }, ["beta"]],
    [{ supports: "tools" }, ["Acme", "beta"]],
    [{ supports: ["tools", "systemMessage"] }, ["Acme"]],
    [{ supports: ["schema", "systemMessage"] }, []],
    [{ model: "latest" }, ["Acme"]],
    [{ model: "llama3:8b" }, ["beta"]],
    [{ model: "constructor" }, []],
    [{ where: ({ manifest }: { manifest: unknown }) => manifest === undefined }, ["Zeta"]],
    [{ working: true, needsAuth: true }, []],
    [{ working: wrong(undefined) }, ["Acme", "beta", "Zeta"]],
  ] as const)("keeps what fits %j", (filter, expected) => {
    expect(names(filter)).toEqual(expected);
  });
});
