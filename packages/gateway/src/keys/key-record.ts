import * as z from "zod";

import { RULE_FIELDS, type KeyRules } from "./rules.ts";

/** A key as its file has it: never the secret. */
export interface KeyRecord extends KeyRules {
  readonly type: "key";
  /** 128 random bits. */
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret, as hex digits. */
  readonly sha256: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** From then on it is no key. */
  readonly expiresAt?: string;
}

/** That a key is one no more. */
export interface RevokedRecord {
  readonly type: "revoked";
  readonly id: string;
  readonly at: string;
}

const time = z.iso.datetime("must be a time, such as 2026-01-31T12:00:00Z");
const id = z.string("must be an id").min(1, "must not be empty").max(128, "is too long");

const key: z.ZodType<KeyRecord> = z.strictObject({
  type: z.literal("key"),
  id,
  name: z.string("must be a text").min(1, "must not be empty").max(64, "is too long"),
  sha256: z.string("must be hex digits").regex(/^[0-9a-f]{64}$/, "must be 64 hex digits"),
  createdAt: time,
  expiresAt: z.exactOptional(time),
  ...RULE_FIELDS,
});

const revoked: z.ZodType<RevokedRecord> = z.strictObject({
  type: z.literal("revoked"),
  id,
  at: time,
});

/** One line of a key file. */
export const keyLine: z.ZodType<KeyRecord | RevokedRecord> = z.discriminatedUnion("type", [
  key as never,
  revoked as never,
]);
