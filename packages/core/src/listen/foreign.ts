import { isOurHost, type HostRules, type LocalEnd } from "./hosts.ts";

/** Who may ask. */
export interface ForeignRules extends HostRules {
  /** Origins of pages that may ask, beside the server's own: `https://app.example.com`. */
  readonly origins: ReadonlySet<string>;
}

/** What is looked at of a request; an `IncomingMessage` has it. */
export interface Asking {
  /** Names and values by turns, as they came. */
  readonly rawHeaders: readonly string[];
  readonly headers: { readonly host?: string | undefined; readonly origin?: string | undefined };
  readonly socket: LocalEnd;
}

/**
 * What is wrong with a request that is not for this server: it has no Host or two, its Host is another's, or
 * it comes from a page of another origin.
 */
export type Foreign = "hosts" | "host" | "origin";

/**
 * Why a request must not be answered; undefined: it may be. Looks at the head alone. A browser that
 * believes a name of somebody else to be this server's sends that name, and pages send their origin.
 */
export function foreign(
  { headers, rawHeaders, socket }: Asking,
  rules: ForeignRules,
): Foreign | undefined {
  // Node takes one of two hosts.
  if (hostsIn(rawHeaders) !== 1) return "hosts";
  if (!isOurHost(headers.host ?? "", rules, socket)) return "host";
  const { origin } = headers;
  if (origin === undefined || rules.origins.has(origin)) return undefined;
  const own = /^https?:\/\/(?<host>[^/]*)$/.exec(origin)?.groups?.["host"];
  // A page of this server, where it has any, or of the proxy before it.
  return own !== undefined && own.toLowerCase() === headers.host?.toLowerCase()
    ? undefined
    : "origin";
}

function hostsIn(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === "host") hosts++;
  }
  return hosts;
}
