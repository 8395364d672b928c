import { describe, expect, it } from "vitest";

import { keyRing, newSecret } from "../../src/auth/digest-ring.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { createGateway } from "../../src/gateway.ts";
import { urlOf } from "../../src/listen/address.ts";

const catalog: Catalog = {
  list: async () => [],
  find: async () => undefined,
  providers: () => [],
  pinned: () => undefined,
};

describe("where a gateway listens", () => {
  it.each(["0.0.0.0", "::", "10.0.0.1", "gateway.example.com", ""])(
    "is not %j without keys of its own",
    (host) => {
      expect(() => createGateway({ catalog, host })).toThrow(TypeError);
      expect(() => createGateway({ catalog, host })).toThrow(/needs keys/);
    },
  );

  it("is anywhere with keys, and loopback without", () => {
    const client = { id: "a", name: "a" };
    const keys = keyRing([{ client, secret: newSecret() }]);
    expect(createGateway({ catalog, host: "0.0.0.0", keys }).secret).toBeUndefined();
    for (const host of ["127.0.0.1", "::1", "localhost"]) {
      expect(createGateway({ catalog, host }).secret).toMatch(/^g4f-.{43}$/);
    }
    expect(createGateway({ catalog }).secret).not.toBe(createGateway({ catalog }).secret);
  });

  it("is told as a URL that this machine reaches", () => {
    const hosts = ["127.0.0.1", "::1", "0.0.0.0", "::"];
    expect(hosts.map((host) => urlOf(host, 80))).toEqual([
      "http://127.0.0.1:80",
      "http://[::1]:80",
      "http://127.0.0.1:80",
      "http://127.0.0.1:80",
    ]);
  });

  it("refuses limits that are none", () => {
    const limits =
      (given: object): (() => unknown) =>
      () =>
        createGateway({ catalog, limits: given });
    expect(limits({ maxStream: 1 })).toThrow(/maxStream is unknown/);
    expect(limits({ maxStreams: Number.NaN })).toThrow(/maxStreams must be/);
    expect(limits({ drainMs: -1 })).toThrow(/drainMs must be/);
  });
});
