import type { IncomingMessage } from "node:http";

import { isOurHost, type HostRules } from "./hosts.ts";

/** Which requests may be routed at all. */
export interface GuardRules extends HostRules {
  /** Origins of pages that may call, beside the server's own: `https://app.example.com`. */
  readonly origins: ReadonlySet<string>;
}

/** Why a request is not routed. */
export interface Barred {
  readonly status: 400 | 403;
  readonly message: string;
}

/** Bytes that Node lets through and that two readers of one path may understand in two ways. */
const ODD_PATH =
  /^(?!\/(?!\/))|\/\/|\\|[^\u0021-\u007e]|%(?![0-9a-f]{2})|%(?:00|5c)|\/(?:\.|%2e){1,2}(?:\/|%2f|$)/i;

/**
 * Why a request must not be routed; undefined: it may be. Looks at the head alone, before anything is
 * read of its body, and for every route alike.
 */
export function barred(request: IncomingMessage, rules: GuardRules): Barred | undefined {
  return oddHead(request) ?? oddPath(request.url ?? "") ?? foreign(request, rules);
}

/** Node takes the last of two hosts, and any coding that ends in "chunked". */
function oddHead({ rawHeaders, headers }: IncomingMessage): Barred | undefined {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === "host") hosts++;
  }
  if (hosts !== 1) return { status: 400, message: "a request has one Host header" };
  const coding = headers["transfer-encoding"];
  if (coding !== undefined && coding.toLowerCase() !== "chunked") {
    return { status: 400, message: "the only transfer coding is chunked" };
  }
}

function oddPath(target: string): Barred | undefined {
  const query = target.indexOf("?");
  if (!ODD_PATH.test(query < 0 ? target : target.slice(0, query))) return undefined;
  return { status: 400, message: "the target of a request is a plain path, such as /v1/models" };
}

function foreign({ headers, socket }: IncomingMessage, rules: GuardRules): Barred | undefined {
  if (!isOurHost(headers.host ?? "", rules, socket)) {
    const message = "this host name is not the gateway's; an operator may allow it (allowedHosts)";
    return { status: 403, message };
  }
  const { origin } = headers;
  if (origin === undefined || rules.origins.has(origin)) return undefined;
  const own = /^https?:\/\/(?<host>[^/]*)$/.exec(origin)?.groups?.["host"];
  // A page of this server, where it has any, or of the proxy before it.
  if (own !== undefined && own.toLowerCase() === headers.host?.toLowerCase()) return undefined;
  const message = "pages of this origin may not call; an operator may allow it (allowedOrigins)";
  return { status: 403, message };
}
