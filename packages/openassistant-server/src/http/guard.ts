import type { IncomingMessage } from "node:http";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Whether a request may be routed at all: it must name the server as its host, once, and come from
 * no page of another origin. A name that was made to point here does not count.
 */
export function isExpected(
  { headers, rawHeaders }: IncomingMessage,
  port: number,
  extraHosts: readonly string[],
): boolean {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  if (names.filter((name) => name.toLowerCase() === "host").length !== 1) return false;
  const allowed = new Set(
    [...LOOPBACK.map((name) => `${name}:${String(port)}`), ...extraHosts].map((host) =>
      host.toLowerCase(),
    ),
  );
  // A client leaves the port of http away.
  if (port === 80) for (const name of LOOPBACK) allowed.add(name);
  if (!allowed.has((headers.host ?? "").toLowerCase())) return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  return origin.startsWith("http://") && allowed.has(origin.slice("http://".length).toLowerCase());
}
