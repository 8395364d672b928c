import { inUrl, LOOPBACK } from "./loopback.ts";

const NAMES = LOOPBACK.map(inUrl);
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/;

/** What a `Host` header may say. */
export interface HostRules {
  /** Where the server listens. */
  readonly port: number;
  /** Names that an operator gave it: `gateway.example.com` at any port, or with one. */
  readonly allowed: ReadonlySet<string>;
}

/** Where a connection came in. */
export interface LocalEnd {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
}

/**
 * Whether `host` names this server. A page that had a name of its own point here sends that name, and
 * is refused; the address at which the connection came in is no name, and passes.
 */
export function isOurHost(host: string, { port, allowed }: HostRules, local: LocalEnd): boolean {
  const authority = host.toLowerCase();
  if (!AUTHORITY.test(authority)) return false;
  if (allowed.has(authority) || allowed.has(authority.replace(/:\d+$/, ""))) return true;
  const isNamed = (name: string): boolean =>
    authority === `${name}:${port}` || (port === 80 && authority === name);
  // The address of the connection comes last: to ask for it is a call of the system.
  return NAMES.some(isNamed) || isNamed(addressOf(local.localAddress));
}

/** An address as a URL has it; mapped IPv4 as IPv4. */
function addressOf(address = ""): string {
  return inUrl(address.replace(/^::ffff:(?=\d+\.)/, ""));
}
