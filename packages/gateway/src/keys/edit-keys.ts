import { getRandomHex } from "@g4f/core";
import { suggest } from "@g4f/core/engine";
import { defined } from "@g4f/core/kit";

import { digestOf, newSecret } from "../auth/digest-ring.ts";
import { openJournal, toLine } from "../journal/journal.ts";
import type { KeyRecord, RevokedRecord } from "./key-record.ts";
import { readKeys, type KeyState } from "./read-keys.ts";
import type { KeyRules } from "./rules.ts";

/** What a new key is to be. */
export interface NewKey extends KeyRules {
  /** For people and logs; of the keys in force, no other has it. */
  readonly name: string;
  readonly expiresAt?: Date;
}

/** A key that was made. */
export interface CreatedKey {
  readonly record: KeyRecord;
  /** What clients send. It is kept nowhere: this is the only time that it is seen. */
  readonly secret: string;
}

/** What was asked of a key file cannot be done; one line that says what would be right. */
export class KeyError extends Error {
  override readonly name: string = "KeyError";
}

/**
 * Adds a key to a file, which is made where it is not there; a gateway that runs knows it at once.
 * @throws KeyError where a key in force has the name; ConfigFileError where the file is broken; what the
 * system says where it cannot be written.
 */
export async function createKey(file: string, { expiresAt, ...key }: NewKey): Promise<CreatedKey> {
  const { keys } = await readKeys(file);
  const now = Date.now();
  for (const state of keys.values()) {
    if (state.key.name === key.name && isInForce(state, now)) {
      throw new KeyError(`a key named ${JSON.stringify(key.name)} is in force: revoke it first`);
    }
  }
  const secret = newSecret();
  const record: KeyRecord = defined({
    type: "key" as const,
    id: `key_${getRandomHex(32)}`,
    sha256: digestOf(secret).toString("hex"),
    createdAt: new Date(now).toISOString(),
    expiresAt: expiresAt?.toISOString(),
    ...key,
  });
  await append(file, record);
  return { record, secret };
}

/**
 * Revokes a key by its id, or by its name where one in force has it; a gateway that runs refuses it
 * within a second. Gives the key.
 * @throws KeyError where no key in force has it; else as `createKey`.
 */
export async function revokeKey(file: string, idOrName: string): Promise<KeyRecord> {
  const { keys } = await readKeys(file);
  const now = Date.now();
  const inForce = [...keys.values()].filter((state) => isInForce(state, now));
  const found =
    inForce.find(({ key }) => key.id === idOrName) ??
    inForce.find(({ key }) => key.name === idOrName);
  if (found === undefined) {
    const known = suggest(
      idOrName,
      inForce.map(({ key }) => key.name),
    );
    throw new KeyError(
      `no key in force is named ${JSON.stringify(idOrName.slice(0, 128))}${known}`,
    );
  }
  await append(file, { type: "revoked", id: found.key.id, at: new Date(now).toISOString() });
  return found.key;
}

/** Whether a key opens anything at `now`, in ms since 1970. */
export function isInForce({ key, revokedAt }: KeyState, now: number): boolean {
  return (
    revokedAt === undefined && !(key.expiresAt !== undefined && Date.parse(key.expiresAt) <= now)
  );
}

async function append(file: string, record: KeyRecord | RevokedRecord): Promise<void> {
  await using journal = await openJournal(file);
  await journal.append(toLine(record));
  await journal.sync();
}
