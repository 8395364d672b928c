import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";

import { networkError } from "./network-error.ts";

/**
 * The address of a host, one in IPv4 where there is one: what a proxy reaches most often. An address
 * is itself. Rejects with a ProviderError of phase `connect`.
 */
export function resolveHost(
  hostname: string,
  lookup: LookupFunction = systemLookup,
): Promise<string> {
  if (isIP(hostname) !== 0) return Promise.resolve(hostname);
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void =>
      reject(networkError(error, { phase: "connect", host: hostname }));
    lookup(hostname, { all: true }, (error, found) => {
      if (error !== null) return fail(error);
      const addresses = typeof found === "string" ? [found] : found.map(({ address }) => address);
      const [first] = addresses;
      if (first === undefined) return fail(Object.assign(new Error("no address"), NO_ADDRESS));
      resolve(addresses.find((address) => isIP(address) === 4) ?? first);
    });
  });
}

const NO_ADDRESS = { code: "ENODATA" };
