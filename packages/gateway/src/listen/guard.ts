import type { IncomingMessage } from "node:http";

import { foreign, type Foreign, type ForeignRules } from "@g4f/core/listen";

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
export function barred(request: IncomingMessage, rules: ForeignRules): Barred | undefined {
  const odd = oddCoding(request) ?? oddPath(request.url ?? "");
  if (odd !== undefined) return odd;
  const why = foreign(request, rules);
  return why === undefined ? undefined : FOREIGN[why](request);
}

const FOREIGN: Readonly<Record<Foreign, (request: IncomingMessage) => Barred>> = {
  hosts: () => ({ status: 400, message: "a request has one Host header" }),
  host: ({ headers: { host } }) => ({
    status: 403,
    message: `the host ${shown(host)} is not the gateway's; an operator may allow it (allowedHosts)`,
  }),
  origin: ({ headers: { origin } }) => ({
    status: 403,
    message: `pages of ${shown(origin)} may not call; an operator may allow it (allowedOrigins)`,
  }),
};

function shown(name = ""): string {
  return JSON.stringify(name.slice(0, 100));
}

/** Node takes any coding that ends in "chunked". */
function oddCoding({ headers }: IncomingMessage): Barred | undefined {
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
