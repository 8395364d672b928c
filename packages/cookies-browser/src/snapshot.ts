import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";

import { CookieError } from "@g4f/core/cookies";

/** A copy that was made while the browser wrote may be torn; the next one need not be. */
const TRIES = 3;

/**
 * Looks into a copy of the database: the browser has it open, and its latest changes are in a file beside it.
 * The copy is in a folder of mode 0700, and gone when this settles.
 * @throws CookieError `locked` where the browser lets nobody read it, `unreadable` where it is no database.
 */
export async function withSnapshot<Result>(
  database: string,
  temporary: string,
  look: (copy: DatabaseSync) => Result,
  copyOne: (from: string, to: string) => Promise<void> = copyFile,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const folder = await mkdtemp(join(temporary, "g4f-cookies-"));
    try {
      const copy = join(folder, "cookies");
      await copyInto(database, copy, copyOne);
      return await lookInto(copy, look);
    } catch (error) {
      if (CookieError.is(error)) throw error;
      // What SQLite says may quote what is in the database.
      if (tries === TRIES) throw unreadable(database);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function lookInto<Result>(
  copy: string,
  look: (copy: DatabaseSync) => Result,
): Promise<Result> {
  const { DatabaseSync: Database } = await import("node:sqlite");
  const opened = new Database(copy);
  try {
    return look(opened);
  } finally {
    opened.close();
  }
}

async function copyInto(
  database: string,
  copy: string,
  copyOne: (from: string, to: string) => Promise<void>,
): Promise<void> {
  try {
    await copyOne(database, copy);
    await copyOne(`${database}-wal`, `${copy}-wal`).catch(ignoreMissing);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EBUSY" || code === "EPERM" || code === "EACCES") {
      throw new CookieError(
        "locked",
        `${database} cannot be read now: close the browser and try again (${code})`,
      );
    }
    throw new CookieError("unreadable", `${database} cannot be read: the system says ${code}`);
  }
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "nothing";
}

function unreadable(database: string): CookieError {
  return new CookieError(
    "unreadable",
    `${database} is no database of cookies that is known, or the browser is writing it: close the browser and try again`,
  );
}
