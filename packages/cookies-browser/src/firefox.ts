import type { DatabaseSync } from "node:sqlite";

import type { CookieRecord } from "@g4f/core/cookies";

import { ownerOf, textOf, type Found } from "./found.ts";
import { hostFilter } from "./hosts.ts";

/** From this version of its tables on, Firefox counts expiries in ms; before, in seconds. */
const IN_MS = 16;

/** The cookies of `host` in a `cookies.sqlite`; Firefox does not encrypt them. */
export function firefoxCookies(database: DatabaseSync, host: string): Found {
  const { condition, values } = hostFilter("host", host);
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  const rows = database
    .prepare(
      `SELECT name, value, host, path, expiry, isSecure, isHttpOnly, sameSite, originAttributes
       FROM moz_cookies WHERE ${condition} ORDER BY creationTime`,
    )
    .all(...values);
  const own = rows.filter((row) => row["originAttributes"] === "");
  return {
    records: own.map((row) => recordOf(row, version >= IN_MS ? 1 : 1000)),
    sealed: {},
    partitioned: rows.length - own.length,
  };
}

function recordOf(row: Record<string, unknown>, unitMs: number): CookieRecord {
  // What is 0 was either not said or None.
  const sameSite = row["sameSite"] === 1 ? "lax" : "strict";
  const isSaid = row["sameSite"] === 1 || row["sameSite"] === 2;
  return {
    name: textOf(row["name"]),
    value: textOf(row["value"]),
    ...ownerOf(textOf(row["host"])),
    path: textOf(row["path"]),
    expires: Number(row["expiry"]) * unitMs,
    secure: row["isSecure"] === 1,
    httpOnly: row["isHttpOnly"] === 1,
    ...(isSaid ? { sameSite } : {}),
  };
}
