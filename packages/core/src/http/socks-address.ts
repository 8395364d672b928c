import { isIP } from "node:net";

import { ProviderError } from "../errors.ts";

const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;
/** A text has its length in one byte before it. */
const LONGEST = 255;

/** A host as SOCKS5 writes it: kind, then an address, or a name for the proxy to look up. */
export function addressBytes(host: string): readonly number[] {
  const version = isIP(host);
  if (version === 4) return [IPV4, ...host.split(".").map(Number)];
  if (version === 6)
    return [IPV6, ...groupsOf(host).flatMap((group) => [group >> 8, group & 0xff])];
  return [NAME, ...countedText(host)];
}

/**
 * A text in UTF-8 behind its length.
 * @throws ProviderError `invalid_request` where it is too long; the text is not shown.
 */
export function countedText(text: string): readonly number[] {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= LONGEST) return [bytes.length, ...bytes];
  throw new ProviderError(
    "invalid_request",
    `a user name, password or host name is over ${LONGEST} bytes; a SOCKS5 proxy cannot be told it`,
  );
}

/** The eight numbers of an IPv6 address, however it is written. */
function groupsOf(address: string): readonly number[] {
  // A URL writes it in one way, with the end in hexadecimal too; a zone has no place in it.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, "")}]`);
  const [head = [], tail = []] = hostname
    .slice(1, -1)
    .split("::")
    .map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}
