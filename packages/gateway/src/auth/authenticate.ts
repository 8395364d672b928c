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
  const given = new Set(secretsOf(headers));
  if (given.size === 0) {
    throw denied("a key is needed: send it as authorization: Bearer <key>, or as x-api-key");
  }
  const [secret = ""] = given;
  // Two keys are a request that two readers would take for two people's.
  if (given.size > 1) throw denied("two keys that differ were sent: send one");
  const client = await keys.find(secret);
  if (client === undefined) throw denied("this key is not known here, or it was revoked");
  return client;
}

function* secretsOf(headers: IncomingHttpHeaders): Generator<string> {
  const bearer = /^bearer +(?<secret>\S+) *$/i.exec(headers.authorization ?? "")?.groups?.[
    "secret"
  ];
  if (bearer !== undefined) yield bearer;
  for (const name of NAMES) {
    const value = headers[name];
    if (typeof value === "string" && value !== "") yield value;
  }
}

function denied(message: string): Refusal {
  return new Refusal(message, { status: 401, code: "auth" });
}
