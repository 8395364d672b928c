import { hash, randomBytes, timingSafeEqual } from "node:crypto";

import type { Client, KeyRing } from "../client.ts";

/** A client and the secret that proves it. */
export interface Key {
  readonly client: Client;
  readonly secret: string;
}

/** A new secret of 256 random bits. */
export function newSecret(): string {
  return `g4f-${randomBytes(32).toString("base64url")}`;
}

/** SHA-256 of a secret: what is kept, and compared, in its place. */
export function digestOf(secret: string): Buffer {
  // As text and then as bytes: memory of its own for each costs more than the hash.
  return Buffer.from(hash("sha256", secret), "hex");
}

/**
 * A ring of keys that stay as they are. Every digest is compared, each in constant time.
 * @throws TypeError for a secret of less than 16 characters, or two clients of one id.
 */
export function keyRing(keys: readonly Key[]): KeyRing {
  const ids = new Set(keys.map(({ client }) => client.id));
  if (ids.size < keys.length) throw new TypeError("two keys have the same id");
  const all = keys.map(({ client, secret }) => {
    if (secret.length < 16) {
      throw new TypeError(`the secret of key ${client.id} is shorter than 16 characters`);
    }
    return { client, digest: digestOf(secret) };
  });
  return {
    find: (secret) => {
      const digest = digestOf(secret);
      let found: Client | undefined;
      for (const one of all) if (timingSafeEqual(one.digest, digest)) found = one.client;
      return found;
    },
  };
}
