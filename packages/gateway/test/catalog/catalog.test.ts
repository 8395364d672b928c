import { mockProvider, type MockProvider } from "@g4f/conformance/testing";
import { JarCookieStore, type ModelInfo } from "@g4f/core";
import { markPersonal } from "@g4f/core/cookies";
import { COOKIE_STORE, ProviderRegistry } from "@g4f/core/registry";
import { Eliza } from "@g4f/provider-eliza";
import { withRetry } from "@g4f/router";
import { describe, expect, it } from "vitest";

import { createCatalog, type CatalogOptions } from "../../src/catalog/create-catalog.ts";

type Manifest = NonNullable<Parameters<typeof mockProvider>[1]>;

function provider(name: string, manifest: Manifest = {}): MockProvider {
  return mockProvider([{ type: "finish", reason: "unknown" }], { name, ...manifest });
}

function closed(name: string, ...known: string[]): MockProvider {
  return provider(name, { models: { open: false, known } });
}

function registryOf(providers: readonly MockProvider[]): ProviderRegistry {
  const registry = new ProviderRegistry();
  for (const one of providers) {
    const { manifest } = one;
    registry.register(manifest.name, () => one, { manifest, aliases: manifest.aliases ?? [] });
  }
  return registry;
}

function catalogOf(
  providers: readonly MockProvider[],
  options: Omit<CatalogOptions, "registry"> = {},
): ReturnType<typeof createCatalog> {
  return createCatalog({ registry: registryOf(providers), ...options });
}

/** Adds a list of models, as a provider has that can ask its server. */
function listing(base: MockProvider, list: () => Promise<readonly ModelInfo[]>): MockProvider {
  return Object.assign(base, { listModels: list });
}

describe("createCatalog", () => {
  const acme = closed("Acme", "small", "large");
  const open = provider("Open", { defaultModel: "open-1", aliases: ["opn"] });

  it("finds a model by its plain id, by provider:model, and by an operator's name", async () => {
    const catalog = catalogOf([acme, open], { models: { fast: "acme:small", any: "open" } });
    const found = async (id: string): Promise<unknown> => {
      const one = await catalog.find(id);
      return one && [one.id, one.name, one.model];
    };
    expect(await found("large")).toEqual(["large", "Acme", "large"]);
    expect(await found("ACME:large")).toEqual(["ACME:large", "Acme", "large"]);
    expect(await found("opn:whatever:1b")).toEqual(["opn:whatever:1b", "Open", "whatever:1b"]);
    expect(await found("fast")).toEqual(["fast", "Acme", "small"]);
    expect(await found("any")).toEqual(["any", "Open", undefined]);
  });

  it.each(["nothing", "", ":", "acme", "acme:", "Open", "other:small", "__proto__", "constructor"])(
    "never answers %j by something else",
    async (id) => {
      expect(await catalogOf([acme, open]).find(id)).toBeUndefined();
    },
  );

  it("lists each id once, and names the provider where another has the plain id", async () => {
    const twin = closed("Twin", "small", "tiny");
    const catalog = catalogOf([acme, twin], { models: { large: "twin:tiny" } });
    const list = await catalog.list();
    expect(list.map(({ id, provider: name }) => [id, name])).toEqual([
      ["large", "Twin"],
      ["small", "Acme"],
      ["Acme:large", "Acme"],
      ["Twin:small", "Twin"],
      ["tiny", "Twin"],
    ]);
    for (const { id, provider: name } of list) expect((await catalog.find(id))?.name).toBe(name);
  });

  it("asks servers which models they have, where no manifest says so", async () => {
    let asked = 0;
    const live = listing(provider("Live"), () => {
      asked++;
      return Promise.resolve([{ id: "live-1" }, { id: "small" }]);
    });
    const catalog = catalogOf([acme, live]);
    expect((await catalog.find("large"))?.name).toBe("Acme");
    expect(asked).toBe(0);
    expect((await catalog.find("live-1"))?.name).toBe("Live");
    expect(await catalog.find("nothing")).toBeUndefined();
    expect(asked).toBe(1);
    expect((await catalog.list()).map(({ id }) => id)).toEqual([
      "small",
      "large",
      "live-1",
      "Live:small",
    ]);
  });

  it("looks on where one cannot be made; the first that has a model answers", async () => {
    const lists = (): Promise<{ id: string }[]> => Promise.resolve([{ id: "live-1" }]);
    const [first, second] = [listing(provider("First"), lists), listing(provider("Second"), lists)];
    const registry = registryOf([first, second])
      .register("broken", () => Promise.reject(new Error("no")))
      .register("late", () => closed("Late", "late-1"));
    const catalog = createCatalog({ registry, providers: ["broken", "late", "First", "Second"] });
    // What it has is known only once it was made.
    expect((await catalog.find("late-1"))?.name).toBe("late");
    expect((await catalog.find("live-1"))?.name).toBe("First");
  });

  it("lists what there is where a server fails, and lets it be for a while", async () => {
    let asked = 0;
    const live = listing(provider("Live", { defaultModel: "live-1" }), () => {
      asked++;
      return Promise.reject(new Error("down"));
    });
    const catalog = catalogOf([acme, live], { providers: ["live", "acme"] });
    expect((await catalog.list()).map(({ id }) => id)).toEqual(["live-1", "small", "large"]);
    expect(await catalog.find("nothing")).toBeUndefined();
    expect(asked).toBe(1);
  });

  it("pins one provider: its models by plain id, those of an open list unseen", async () => {
    const catalog = catalogOf([acme, open]);
    expect(catalog.pinned("nobody")).toBeUndefined();
    const pinned = catalog.pinned("OPN");
    expect((await pinned?.find("large"))?.name).toBe("Open");
    expect((await pinned?.list())?.map(({ id }) => id)).toEqual(["open-1"]);
    expect(await catalog.pinned("acme")?.find("medium")).toBeUndefined();
    expect(pinned?.pinned("acme")).toBeUndefined();
  });

  it("serves a provider that uses a person's cookies only when it is named", async () => {
    const personal = provider("Personal", { auth: ["cookies"], defaultModel: "mine" });
    const broken = provider("Broken", { working: false, defaultModel: "gone" });
    expect(
      catalogOf([personal, broken, acme])
        .providers()
        .map(({ name }) => name),
    ).toEqual(["Acme"]);
    const named = catalogOf([personal, acme], { providers: ["personal"] });
    expect(named.providers().map(({ name }) => name)).toEqual(["Personal"]);
    expect(await named.find("large")).toBeUndefined();
  });

  it("never leaves a registry to the cookies of the person who runs it", () => {
    const registry = registryOf([acme]);
    createCatalog({ registry });
    expect(registry.container.get(COOKIE_STORE)).toBeInstanceOf(JarCookieStore);
    const cookieStore = new JarCookieStore();
    const own = new ProviderRegistry({ cookieStore });
    createCatalog({ registry: own });
    expect(own.container.get(COOKIE_STORE)).toBe(cookieStore);
  });

  it("never serves the session of a person's own browser", async () => {
    const cookieStore = markPersonal(new JarCookieStore());
    expect(() => createCatalog({ registry: new ProviderRegistry({ cookieStore }) })).toThrow(
      /a person's own browser session/,
    );
    const registry = new ProviderRegistry().register("mine", () => new Eliza({ cookieStore }), {
      manifest: { ...Eliza.manifest, name: "mine" },
    });
    registry.register("route", () => withRetry(new Eliza({ cookieStore })), {
      manifest: { ...Eliza.manifest, name: "route" },
    });
    const catalog = createCatalog({ registry, models: { m: "mine:eliza", r: "route:eliza" } });
    for (const model of ["m", "r"]) {
      await expect(catalog.find(model)).rejects.toMatchObject({ status: 403, code: "permission" });
    }
  });

  it("refuses names that nobody has", () => {
    expect(() => catalogOf([acme], { providers: ["acne"] })).toThrow(/"acne".*did you mean Acme/);
    expect(() => catalogOf([acme], { models: { a: "acne:b" } })).toThrow(
      /"acne".*did you mean acme/,
    );
  });
});
