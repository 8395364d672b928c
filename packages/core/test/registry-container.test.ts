import { describe, expect, it, vi } from "vitest";

import type { Transport } from "../src/http/transport.ts";
import type { Logger } from "../src/logger.ts";
import {
  CLOCK,
  COOKIE_STORE,
  CREDENTIALS,
  HTTP_CLIENT,
  LOGGER,
  ProviderRegistry,
  type Token,
} from "../src/registry.ts";
import { Acme } from "./support/providers.ts";
import { instanceOf, wrong } from "./support/values.ts";

function transport(): Transport {
  return { request: () => Promise.reject(new Error("unused")), close: async () => {} };
}

async function settingsOf(registry: ProviderRegistry, own?: { readonly logger: Logger }) {
  const { provider } = await registry.resolve("acme", own);
  return instanceOf(Acme, provider).settings;
}

const logger = () => ({
  debug: vi.fn<Logger["debug"]>(),
  info: vi.fn<Logger["info"]>(),
  warn: vi.fn<Logger["warn"]>(),
  error: vi.fn<Logger["error"]>(),
});

describe("collaborators", () => {
  it("are left to core where none is given", async () => {
    expect(await settingsOf(new ProviderRegistry().register(Acme))).toEqual({});
  });

  it("given to the constructor reach every provider, with the shared settings", async () => {
    const given = {
      transport: transport(),
      cookieStore: { get: async () => ({}), set: async () => {}, setFromHeader: async () => {} },
      credentials: { get: async () => undefined },
      logger: logger(),
    };
    const settings = { proxy: "http://127.0.0.1:1", deadlines: { total: 5 } };
    const registry = new ProviderRegistry({ ...given, settings }).register(Acme);
    expect(await settingsOf(registry)).toEqual({ ...given, ...settings });
  });

  it("are swapped in one line, for what is made from then on", async () => {
    const registry = new ProviderRegistry({ transport: transport() }).register(Acme);
    const before = await registry.resolve("acme");
    const double = transport();
    registry.container.override(HTTP_CLIENT, double);
    expect((await settingsOf(registry)).transport).toBe(double);
    expect((await registry.resolve("acme")).provider).not.toBe(before.provider);
    registry.container.override(HTTP_CLIENT, undefined);
    expect(await settingsOf(registry)).toEqual({});
  });

  it("give way to settings of resolve, but not to undefined ones", async () => {
    const [shared, own] = [logger(), logger()];
    const registry = new ProviderRegistry({ logger: shared }).register(Acme);
    expect((await settingsOf(registry, { logger: own })).logger).toBe(own);
    expect((await settingsOf(registry, { logger: wrong(undefined) })).logger).toBe(shared);
  });

  it("and shared settings give way to settings of resolve", async () => {
    const registry = new ProviderRegistry({ settings: { proxy: "http://127.0.0.1:1" } });
    registry.register(Acme);
    const { provider } = await registry.resolve("acme", { proxy: "http://127.0.0.1:2" });
    expect(instanceOf(Acme, provider).settings).toEqual({ proxy: "http://127.0.0.1:2" });
  });

  it("reach a named factory", async () => {
    const registry = new ProviderRegistry({ transport: transport() });
    registry.register("acme", (settings) => new Acme({ ...settings, baseUrl: "https://x.test" }));
    expect(Object.keys(await settingsOf(registry))).toEqual(["transport", "baseUrl"]);
  });

  it("of one registry are not those of another", () => {
    const [a, b] = [new ProviderRegistry(), new ProviderRegistry()];
    a.container.override(HTTP_CLIENT, transport());
    expect(b.container.get(HTTP_CLIENT)).toBeUndefined();
  });

  it("made by a factory are made once, when they are needed", async () => {
    const make = vi.fn<() => Transport>(transport);
    const registry = new ProviderRegistry().register(Acme);
    registry.container.provide(HTTP_CLIENT, make);
    expect(make).not.toHaveBeenCalled();
    const { transport: made } = await settingsOf(registry);
    expect(registry.container.get(HTTP_CLIENT)).toBe(made);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it("may need each other, but not in a circle", () => {
    const { container } = new ProviderRegistry();
    container.provide(CREDENTIALS, (get) => ({ get: async () => String(get(CLOCK).now()) }));
    expect(container.get(CREDENTIALS)).toBeDefined();
    container.provide(LOGGER, (get) => (get(COOKIE_STORE) === undefined ? logger() : undefined));
    container.provide(COOKIE_STORE, (get) => {
      get(LOGGER);
      return undefined;
    });
    expect(() => container.get(LOGGER)).toThrow(
      new TypeError(
        "collaborators need each other: LOGGER → COOKIE_STORE → LOGGER; break the cycle",
      ),
    );
  });

  it("are known by their token only", () => {
    const strange: Token<number> = { key: Symbol("STRANGE") };
    const { container } = new ProviderRegistry();
    expect(() => container.get(strange)).toThrow("nothing is registered for STRANGE");
    container.override(strange, 5);
    expect(container.get(strange)).toBe(5);
  });
});

describe("what is one provider's own", () => {
  it.each(["apiKey", "cookies", "headers", "baseUrl"])("%s is no setting for all", (key) => {
    const create = () => new ProviderRegistry({ settings: { [key]: "x" } });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(`not ${key}`);
  });
});

describe("the registry's own log", () => {
  it("says how long a provider took to make, by the clock", async () => {
    const log = logger();
    let now = 1000;
    const registry = new ProviderRegistry({ logger: log, clock: { now: () => now } });
    registry.register({
      manifest: Acme.manifest,
      load: async () => {
        now += 42;
        return Acme;
      },
    });
    await registry.resolve("acme");
    await registry.resolve("acme");
    expect(log.debug).toHaveBeenCalledExactlyOnceWith(
      { provider: "Acme", ms: 42 },
      "provider made",
    );
  });
});
