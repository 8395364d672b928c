import type { IncomingHttpHeaders } from "node:http";

import type { Claim } from "../auth/vault.ts";
import { sameSecret } from "../auth/vault.ts";
import { Refusal, uncaught } from "../refusal.ts";
import type { ServerState } from "../state.ts";
import type { User } from "../store/user-store.ts";

/** Who asks the inference server: the user id of `TrustedClient`, else of the bearer token. */
export function callerId(state: ServerState, headers: IncomingHttpHeaders): string {
  if (state.faults().forbidden === true) throw new Refusal(403, "Not authenticated");
  const trusted = trustedClient(state, headers);
  return trusted?.id ?? claimOf(state, headers).userId;
}

/** The user that a `TrustedClient` header names; undefined without one. */
export function trustedClient(
  { apiKey }: ServerState,
  headers: IncomingHttpHeaders,
): User | undefined {
  const { trustedclient: header } = headers;
  if (typeof header !== "string" || header === "") return undefined;
  const fields = decode(header);
  const text = (key: string): string => {
    const value = fields[key];
    if (typeof value !== "string") throw uncaught();
    return value;
  };
  if (!sameSecret(text("api_key"), apiKey)) throw new Refusal(401, "Unauthorized client");
  return {
    id: text("user_id"),
    provider: text("client"),
    display_name: text("username"),
    deleted: false,
    provider_account_id: text("provider_account_id"),
  };
}

function decode(header: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(header, "base64").toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Neither base64 nor JSON: the original did not catch it.
  }
  throw uncaught();
}

function claimOf({ clock, vault }: ServerState, { authorization }: IncomingHttpHeaders): Claim {
  const token = /^bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new Refusal(403, "Not authenticated");
  const claim = vault.find(token);
  if (claim === undefined || claim.kind === "session") throw new Refusal(401, "Invalid token");
  if (claim.expires <= clock.now()) throw new Refusal(401, "Token expired");
  if (claim.kind === "refresh") throw new Refusal(400, "Invalid token type");
  return claim;
}
