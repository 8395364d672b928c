import { BlockList, isIP } from "node:net";

import { portOf } from "./url.ts";

const LOCAL_NAME = /^(?:.+\.)?localhost$/;
const LOCAL_LIST = "127.0.0.0/8,::1";

/** Whether a URL leads to this machine. */
export function isLoopback(target: URL): boolean {
  return LOCAL_NAME.test(hostOf(target)) || isExempt(target, LOCAL_LIST);
}

/** Whether a list in the form of `NO_PROXY` holds the host of a URL; `proxyFromEnv` says how. */
export function isExempt(target: URL, list: string): boolean {
  const host = hostOf(target);
  const port = String(portOf(target));
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => holds(entry, host, port));
}

function holds(entry: string, host: string, port: string): boolean {
  // Colons without brackets, but for one, are those of an IPv6 address.
  const ported = /^(\[[^\]]*\](?:\/\d+)?|[^:]+):(\d+)$/.exec(entry);
  if (ported !== null && ported[2] !== port) return false;
  const place = ported?.[1] ?? entry;
  if (place === "*") return true;
  if (isIP(host) !== 0) return holdsAddress(place.replace(/^\[(.*)\]/, "$1"), host);
  const domain = place.replace(/^\*?\./, "").replace(/\.$/, "");
  return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
}

function holdsAddress(place: string, host: string): boolean {
  const [, address = "", prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(place) ?? [];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : Number(prefix);
  if (version === 0 || bits > most) return false;
  const range = new BlockList();
  range.addSubnet(address, bits, version === 4 ? "ipv4" : "ipv6");
  return range.check(host, isIP(host) === 4 ? "ipv4" : "ipv6");
}

/** Without the brackets of an address and the dot that ends a complete name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, "").toLowerCase();
}
