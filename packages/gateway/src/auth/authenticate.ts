import type { IncomingHttpHeaders } from "node:http";

import type { Client, KeyRing } from "../client.ts";
import { Refusal } from "../refusal.ts";

/** Where the APIs that are served keep a key; never in the query, which ends up in logs. */
const NAMES = ["x-api-key", "api-key", "x-goog-api-key"] as const;

/**
 * Who asks: the same for every route and every name of the header.
 * @throws Refusal 401 without a key, with one that nobody has, or with two that differ.
 */
export async function authenticate(headers: IncomingHttpHeaders, keys: KeyRing): Promise<Client> {
  const secret = secretOf(headers);
  const client = await keys.find(secret);
  if (client === undefined) throw denied("this key is not known here, or it was revoked");
  return client;
}

function secretOf(headers: IncomingHttpHeaders): string {
  let secret = /^bearer +(?<secret>\S+) *$/i.exec(headers.authorization ?? "")?.groups?.["secret"];
  for (const name of NAMES) {
    const value = headers[name];
    if (typeof value !== "string" || value === "") continue;
    // Two keys are a request that two readers would take for two people's.
    if (secret !== undefined && secret !== value) {
      throw denied("two keys that differ were sent: send one");
    }
    secret = value;
  }
  if (secret !== undefined) return secret;
  throw denied("a key is needed: send it as authorization: Bearer <key>, or as x-api-key");
}

function denied(message: string): Refusal {
  return new Refusal(message, { status: 401, code: "auth" });
}
