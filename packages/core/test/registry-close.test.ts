import { describe, expect, it, vi } from "vitest";

import type { Transport } from "../src/http/transport.ts";
import { CREDENTIALS, HTTP_CLIENT, ProviderRegistry, type Loaded } from "../src/registry.ts";
import { Acme } from "./support/providers.ts";
import { instanceOf } from "./support/values.ts";

/** A provider that says when it is closed. */
class Closing extends Acme {
  readonly close = vi.fn<() => Promise<void>>(async () => {});
}

class Disposing extends Closing {
  readonly disposed = vi.fn<() => void>();

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed();
  }
}

function transport() {
  return {
    request: () => Promise.reject(new Error("unused")),
    close: vi.fn<() => Promise<void>>(async () => {}),
  };
}

describe("close", () => {
  it("closes every provider it made, once", async () => {
    const registry = new ProviderRegistry()
      .register(Closing)
      .register("disposing", () => new Disposing())
      .register("plain", () => new Acme());
    const shared = instanceOf(Closing, (await registry.resolve("acme")).provider);
    await registry.resolve("acme");
    const own = instanceOf(Closing, (await registry.resolve("acme", { apiKey: "k" })).provider);
    const disposing = instanceOf(Disposing, (await registry.resolve("disposing")).provider);
    await registry.resolve("plain");
    await Promise.all([registry.close(), registry.close()]);
    expect(shared.close).toHaveBeenCalledTimes(1);
    expect(own.close).toHaveBeenCalledTimes(1);
    expect(disposing.disposed).toHaveBeenCalledTimes(1);
    expect(disposing.close).not.toHaveBeenCalled();
  });

  it("closes what was replaced or unregistered meanwhile", async () => {
    const registry = new ProviderRegistry().register(Closing);
    const before = instanceOf(Closing, (await registry.resolve("acme")).provider);
    registry.container.override(HTTP_CLIENT, transport());
    registry.unregister("acme");
    await registry.close();
    expect(before.close).toHaveBeenCalledTimes(1);
  });

  it("closes collaborators it made after the providers, never those passed in", async () => {
    const order: string[] = [];
    const [passed, made] = [transport(), transport()];
    const credentials = {
      get: async () => undefined,
      close: () => void order.push("credentials"),
    };
    made.close.mockImplementation(async () => void order.push("transport"));
    const registry = new ProviderRegistry({ transport: passed });
    registry.container.provide(HTTP_CLIENT, () => made);
    registry.container.provide(CREDENTIALS, (get) => {
      get(HTTP_CLIENT);
      return credentials;
    });
    registry.register(
      class extends Acme {
        close(): void {
          order.push("provider");
        }
      },
    );
    await registry.resolve("acme");
    await registry.close();
    expect(order).toEqual(["provider", "credentials", "transport"]);
    expect(passed.close).not.toHaveBeenCalled();
  });

  it("makes nothing that was never needed", async () => {
    const make = vi.fn<() => Transport>(transport);
    const load = vi.fn<() => Promise<Loaded>>(async () => Acme);
    const registry = new ProviderRegistry().register({ manifest: Acme.manifest, load });
    registry.container.provide(HTTP_CLIENT, make);
    await registry.close();
    expect(make).not.toHaveBeenCalled();
    expect(load).not.toHaveBeenCalled();
  });

  it("tries all, and tells of all that failed", async () => {
    const registry = new ProviderRegistry();
    const instances = ["a", "b", "c"].map((name) => {
      const provider = new Closing();
      registry.register(name, () => provider);
      return provider;
    });
    instances[0]?.close.mockRejectedValue(new Error("a failed"));
    instances[1]?.close.mockImplementation(() => {
      throw new Error("b failed");
    });
    for (const name of ["a", "b", "c"]) await registry.resolve(name);
    await expect(registry.close()).rejects.toMatchObject({
      name: "AggregateError",
      errors: [{ message: "a failed" }, { message: "b failed" }],
    });
    expect(instances[2]?.close).toHaveBeenCalledTimes(1);
  });

  it("ends the registry", async () => {
    const registry = new ProviderRegistry().register(Acme);
    await registry[Symbol.asyncDispose]();
    await expect(registry.resolve("acme")).rejects.toThrow("the registry is closed");
    await expect(registry.resolve("nobody")).rejects.toThrow(TypeError);
    expect(() => registry.register(Closing, { aliases: ["x"] })).toThrow("the registry is closed");
    expect(() => registry.container.override(HTTP_CLIENT, transport())).toThrow("closed");
    expect(registry.list()).toHaveLength(1);
  });

  it("is what `await using` does", async () => {
    const instance = new Closing();
    {
      await using registry = new ProviderRegistry().register("acme", () => instance);
      await registry.resolve("acme");
    }
    expect(instance.close).toHaveBeenCalledTimes(1);
  });

  it("does not wait for a factory at work, whose provider is closed when it comes", async () => {
    const instance = new Closing();
    const { promise, resolve } = Promise.withResolvers<Closing>();
    const registry = new ProviderRegistry().register("late", () => promise);
    const resolved = registry.resolve("late");
    await registry.close();
    resolve(instance);
    await expect(resolved).rejects.toThrow("the registry is closed");
    expect(instance.close).toHaveBeenCalledTimes(1);
  });
});
