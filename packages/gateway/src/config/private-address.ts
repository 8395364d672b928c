import { lookup, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

import { ProviderError } from "@g4f/core";

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  PRIVATE.addSubnet(network, bits, "ipv4");
}
// Those that stand for an IPv4 address are among them: what they lead to is not seen.
for (const [network, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  PRIVATE.addSubnet(network, bits, "ipv6");
}

/** Whether an address is of this machine, of a private network, or of none that a server could have. */
function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || PRIVATE.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** Whether the host of a URL is private by what it is called; names are looked at when they are looked up. */
export function isPrivateHost({ hostname }: URL): boolean {
  const host = hostname.replaceAll(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(host) !== 0) return isPrivateAddress(host);
  return host === "localhost" || host.endsWith(".localhost");
}

/** The system's look-up, that refuses a name one of whose addresses is private. */
export function publicLookup(system: typeof lookup = lookup): LookupFunction {
  return (hostname, options, done) => {
    system(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, []);
      if (addresses.some(({ address }) => isPrivateAddress(address))) {
        return done(refused(hostname), []);
      }
      if (options.all === true) return done(null, addresses);
      const [first] = addresses as readonly LookupAddress[];
      done(null, first?.address ?? "", first?.family);
    });
  };
}

function refused(hostname: string): ProviderError {
  const message = `${hostname} has a private address, and its provider has not allowPrivate`;
  return new ProviderError("permission", message, { phase: "connect" });
}
