import type { LookupAddress } from "node:dns";

import { expect, test } from "vitest";

import { publicLookup } from "../../src/config/private-address.ts";

function resolving(...addresses: readonly string[]): ReturnType<typeof publicLookup> {
  const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  const system = (_name: string, _options: object, done: (...of: unknown[]) => void) =>
    done(null, found);
  return publicLookup(system as never);
}

function look(lookup: ReturnType<typeof publicLookup>, all: boolean): Promise<unknown> {
  return new Promise((resolve, reject) => {
    lookup("name.test", { all }, (error, address, family) => {
      if (error !== null) reject(error);
      else resolve(all ? address : { address, family });
    });
  });
}

test("a public name is as the system has it", async () => {
  const addresses: readonly LookupAddress[] = [
    { address: "93.184.215.14", family: 4 },
    { address: "2606:2800::1", family: 6 },
  ];
  const lookup = resolving(...addresses.map(({ address }) => address));
  expect(await look(lookup, true)).toEqual(addresses);
  expect(await look(lookup, false)).toEqual(addresses[0]);
});

test.each([
  "127.0.0.1",
  "10.1.1.1",
  "169.254.169.254",
  "::1",
  "fd00::1",
  "::ffff:10.0.0.1",
  "64:ff9b::7f00:1",
])(
  "a public name with the private answer %s is refused, also as one of several",
  async (address) => {
    for (const answers of [[address], ["93.184.215.14", address]]) {
      const looking = look(resolving(...answers), true);
      await expect(looking).rejects.toThrow("name.test has a private address");
      await expect(looking).rejects.toMatchObject({ code: "permission", phase: "connect" });
    }
  },
);
