import type { DatabaseSync } from "node:sqlite";

import type { CookieRecord, SameSite } from "@g4f/core/cookies";

import type { ChromiumKeys } from "./chromium-keys.ts";
import { openValue, prefixOf, type Sealed } from "./decrypt.ts";
import { ownerOf, textOf, type Found, type Seal } from "./found.ts";
import { hostFilter } from "./hosts.ts";

/** A row as its database has it. */
interface ChromiumRow {
  readonly record: CookieRecord;
  /** Undefined where the value is not encrypted. */
  readonly sealed: Sealed | undefined;
}

/** The rows of one domain. */
export interface ChromiumRows {
  readonly rows: readonly ChromiumRow[];
  readonly partitioned: number;
}

/** Rounded down to ms since 1970 there: a count of microseconds since 1601 is no exact number here. */
const EXPIRY = "expires_utc / 1000 - 11644473600000";
const SAME_SITES: ReadonlyMap<unknown, SameSite> = new Map<unknown, SameSite>([
  [0, "none"],
  [1, "lax"],
  [2, "strict"],
]);

/** The cookies of `host` in a `Cookies` database, their values as they are. */
export function chromiumRows(database: DatabaseSync, host: string): ChromiumRows {
  const { condition, values } = hostFilter("host_key", host);
  const meta = database.prepare("SELECT value FROM meta WHERE key = 'version'").get();
  const version = Number(meta?.["value"]);
  const columns = database.prepare("PRAGMA table_info(cookies)").all();
  const isOld = !columns.some(({ name }) => name === "top_frame_site_key");
  const rows = database
    .prepare(
      `SELECT name, value, encrypted_value, host_key, path, has_expires, ${EXPIRY} AS expires,
         is_secure, is_httponly, samesite, ${isOld ? "''" : "top_frame_site_key"} AS partition
       FROM cookies WHERE ${condition} ORDER BY creation_utc`,
    )
    .all(...values);
  const own = rows.filter((row) => row["partition"] === "");
  return { rows: own.map((row) => rowOf(row, version)), partitioned: rows.length - own.length };
}

/** Opens what the keys open. */
export async function openRows(
  { rows, partitioned }: ChromiumRows,
  keys: ChromiumKeys,
): Promise<Found> {
  const records: CookieRecord[] = [];
  const sealed: Partial<Record<Seal, string[]>> = {};
  for (const row of rows) {
    if (row.sealed === undefined) {
      records.push(row.record);
      continue;
    }
    const prefix = prefixOf(row.sealed);
    const value = openValue(row.sealed, await keys.keysFor(prefix));
    if (value === undefined) (sealed[keys.sealOf(prefix)] ??= []).push(row.record.name);
    else records.push({ ...row.record, value });
  }
  return { records, sealed, partitioned };
}

function rowOf(row: Record<string, unknown>, version: number): ChromiumRow {
  const host = textOf(row["host_key"]);
  const value = textOf(row["value"]);
  const bytes = row["encrypted_value"];
  const sameSite = SAME_SITES.get(row["samesite"]);
  const record = {
    name: textOf(row["name"]),
    value,
    ...ownerOf(host),
    path: textOf(row["path"]),
    ...(row["has_expires"] === 1 ? { expires: Number(row["expires"]) } : {}),
    secure: row["is_secure"] === 1,
    httpOnly: row["is_httponly"] === 1,
    ...(sameSite === undefined ? {} : { sameSite }),
  };
  const isSealed = value === "" && bytes instanceof Uint8Array && bytes.length > 0;
  return { record, sealed: isSealed ? { bytes, host, version } : undefined };
}
