import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { onTestFinished } from "vitest";

import type { BrowserSystem } from "../src/index.ts";

/** A machine with an empty home, gone after the test; `keys` is what its programs print, by their last argument. */
export interface FakeMachine {
  readonly system: BrowserSystem;
  readonly home: string;
  readonly temporary: string;
  /** Command lines so far. */
  readonly asked: string[];
}

export function fakeMachine(
  platform: NodeJS.Platform = "linux",
  keys: Readonly<Record<string, string>> = {},
): FakeMachine {
  const base = mkdtempSync(join(tmpdir(), "g4f-home-"));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const [home, temporary] = [join(base, "home"), join(base, "tmp")];
  for (const folder of [home, temporary]) mkdirSync(folder);
  const asked: string[] = [];
  const run = async (program: string, args: readonly string[]): Promise<string | undefined> => {
    asked.push([program, ...args].join(" "));
    const key = keys[args.at(-1) ?? ""];
    return key === undefined ? undefined : `${key}\n`;
  };
  return { system: { platform, home, temporary, env: {}, run }, home, temporary, asked };
}

/** A row of Firefox; what is not given is as Firefox writes it for a plain cookie. */
export interface FirefoxRow {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly [column: string]: string | number;
}

const LATER_S = 4_102_444_800;

/** Writes `cookies.sqlite` as Firefox makes it, of the version of its tables. */
export function writeFirefox(path: string, rows: readonly FirefoxRow[], version = 15): void {
  const expiry = version >= 16 ? LATER_S * 1000 : LATER_S;
  const usual = { path: "/", expiry, lastAccessed: 1, isSecure: 1, isHttpOnly: 1 };
  write(path, [
    `PRAGMA user_version = ${version}`,
    `CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY,
      originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER,
      lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER,
      inBrowserElement INTEGER DEFAULT 0, sameSite INTEGER DEFAULT 0, schemeMap INTEGER DEFAULT 0,
      isPartitionedAttributeSet INTEGER DEFAULT 0,
      CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes))`,
    ...rows.map((row, index) => into("moz_cookies", { ...usual, creationTime: index + 1, ...row })),
  ]);
}

/** A row of Chromium; `encrypted_value` is what stands in for a value. */
export interface ChromiumRow {
  readonly name: string;
  readonly host_key: string;
  readonly value?: string;
  readonly encrypted_value?: Uint8Array;
  readonly [column: string]: string | number | bigint | Uint8Array | undefined;
}

/** Microseconds since 1601 of 2100-01-01. */
export const LATER_US: bigint = (BigInt(LATER_S) + 11_644_473_600n) * 1_000_000n;

/** What Chromium writes of a plain cookie. */
const USUAL = {
  value: "",
  encrypted_value: new Uint8Array(),
  path: "/",
  expires_utc: LATER_US,
  is_secure: 1,
  is_httponly: 1,
  last_access_utc: 1,
  has_expires: 1,
  is_persistent: 1,
  priority: 1,
  samesite: 1,
  source_scheme: 2,
  source_port: 443,
  last_update_utc: 1,
  source_type: 1,
  has_cross_site_ancestor: 0,
};

/** Writes `Cookies` as Chromium makes it, of the version of its tables; version 10 knew no partitions. */
export function writeChromium(path: string, rows: readonly ChromiumRow[], version = 24): void {
  const isOld = version < 15;
  const usual = { ...USUAL, ...(isOld ? {} : { top_frame_site_key: "" }) };
  write(path, [
    "CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR)",
    `CREATE TABLE cookies(creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL,
      ${isOld ? "" : "top_frame_site_key TEXT NOT NULL,"}
      name TEXT NOT NULL, value TEXT NOT NULL, encrypted_value BLOB NOT NULL, path TEXT NOT NULL,
      expires_utc INTEGER NOT NULL, is_secure INTEGER NOT NULL, is_httponly INTEGER NOT NULL,
      last_access_utc INTEGER NOT NULL, has_expires INTEGER NOT NULL, is_persistent INTEGER NOT NULL,
      priority INTEGER NOT NULL, samesite INTEGER NOT NULL, source_scheme INTEGER NOT NULL,
      source_port INTEGER NOT NULL, last_update_utc INTEGER NOT NULL, source_type INTEGER NOT NULL,
      has_cross_site_ancestor INTEGER NOT NULL)`,
    into("meta", { key: "version", value: String(version) }),
    ...rows.map((row, index) => into("cookies", { ...usual, creation_utc: index + 1, ...row })),
  ]);
}

type Column = string | number | bigint | Uint8Array | undefined;

/** A row for a table. */
interface Insertion {
  readonly table: string;
  readonly row: Readonly<Record<string, Column>>;
}

function into(table: string, row: Readonly<Record<string, Column>>): Insertion {
  return { table, row };
}

function write(path: string, statements: readonly (string | Insertion)[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  for (const statement of statements) {
    if (typeof statement === "string") {
      database.exec(statement);
      continue;
    }
    const { table, row } = statement;
    const names = Object.keys(row).join(", ");
    const places = Object.keys(row)
      .map(() => "?")
      .join(", ");
    const values = Object.values(row).map((value) => value ?? null);
    database.prepare(`INSERT INTO ${table} (${names}) VALUES (${places})`).run(...values);
  }
  database.close();
}
