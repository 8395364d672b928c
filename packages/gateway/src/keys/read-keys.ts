import { stat } from "node:fs/promises";

import { ConfigFileError, unreadable } from "@g4f/config-file";

import { readJournal } from "../journal/read-journal.ts";
import { keyLine, type KeyRecord } from "./key-record.ts";

/** A key, and whether it was revoked. */
export interface KeyState {
  readonly key: KeyRecord;
  /** ISO 8601. */
  readonly revokedAt: string | undefined;
}

/** What a key file holds. */
export interface KeysRead {
  /** By id, in the order in which they were made. */
  readonly keys: ReadonlyMap<string, KeyState>;
  /** What an operator should know. */
  readonly warnings: readonly string[];
}

/** Whoever else may write the file makes keys. */
const OTHERS_WRITE = 0o022;

/**
 * The keys of a file; none where it is not there. Half a line, as a crash leaves it, is told and left out.
 * @throws ConfigFileError where it cannot be read, others may write it, or a line is no record.
 */
export async function readKeys(file: string): Promise<KeysRead> {
  const keys = new Map<string, KeyState>();
  const warnings: string[] = [];
  await checkMode(file);
  try {
    for await (const { line, value } of readJournal(file)) {
      if (value === undefined) warnings.push(`${file}:${line}: half a line; it is left out`);
      else add(keys, value, (problem) => new ConfigFileError(file, line, problem));
    }
  } catch (error) {
    throw error instanceof ConfigFileError ? error : unreadable(file, error);
  }
  return { keys, warnings };
}

function add(
  keys: Map<string, KeyState>,
  value: unknown,
  wrong: (problem: string) => ConfigFileError,
): void {
  const parsed = keyLine.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw wrong(`no record of a key: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  const record = parsed.data;
  const known = keys.get(record.id);
  if (record.type === "key") {
    if (known !== undefined) throw wrong(`the id ${record.id} is there twice`);
    keys.set(record.id, { key: record, revokedAt: undefined });
    return;
  }
  if (known === undefined) throw wrong(`no key has the id ${record.id}`);
  keys.set(record.id, { key: known.key, revokedAt: known.revokedAt ?? record.at });
}

async function checkMode(file: string): Promise<void> {
  // Windows has no such bits: the profile's folder is the user's own.
  if (process.platform === "win32") return;
  const { mode } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return { mode: 0 };
    throw unreadable(file, error);
  });
  if ((mode & OTHERS_WRITE) === 0) return;
  throw new ConfigFileError(
    file,
    undefined,
    `others than its owner may write it, and so make keys: chmod 600 ${file}`,
  );
}
