import type { IncomingHttpHeaders } from "node:http";

import { sessionCookie } from "../auth/cookies.ts";
import type { Claim } from "../auth/vault.ts";
import type { ServerState } from "../state.ts";

/** Whose session a request to the website carries: in its cookie, or without one as a bearer token. */
export function sessionOf(
  { clock, faults, settings, vault }: ServerState,
  { authorization, cookie }: IncomingHttpHeaders,
): Claim | undefined {
  if (faults().forbidden === true) return undefined;
  const bearer = /^bearer (.+)$/i.exec(authorization ?? "")?.[1];
  const secret = sessionCookie(cookie, settings.site) ?? bearer;
  const claim = secret === undefined ? undefined : vault.find(secret);
  if (claim?.kind !== "session" || claim.role === "banned") return undefined;
  return claim.expires > clock.now() ? claim : undefined;
}
