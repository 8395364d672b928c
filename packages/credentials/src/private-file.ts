import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

import { LockedError, removeLeftovers, takeLock, writeAtomic } from "@g4f/core/files";

import { codeOf, failure } from "./failure.ts";

/** Whoever else may read the file. */
const OTHERS = 0o077;
/** One process needs some ms; a few hundred of them have their turn by then. */
const PATIENCE_MS = 30_000;

/**
 * The text of a file that is its owner's alone; undefined where there is none. One that others may read
 * is closed to them, and that is told.
 * @throws ProviderError `auth` where it cannot be read, or not be closed to others.
 */
export async function readPrivate(
  path: string,
  warn: (message: string) => void,
): Promise<string | undefined> {
  try {
    await using file = await open(path, "r");
    // Windows has no such bits: the profile's folder is the user's own.
    const isExposed = process.platform !== "win32" && ((await file.stat()).mode & OTHERS) !== 0;
    if (isExposed) {
      await close(path, () => file.chmod(0o600));
      warn(`others could read ${path}: now its owner alone may; replace keys they may have seen`);
    }
    return await file.readFile("utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    if (codeOf(error) === "auth") throw error;
    throw failure(`${path} could not be read: ${codeOf(error)}`);
  }
}

async function close(path: string, chmod: () => Promise<void>): Promise<void> {
  try {
    await chmod();
  } catch {
    throw failure(`others may read ${path}, and it is not ours to change: chmod 600 ${path}`);
  }
}

/**
 * Changes a file as a whole: whoever reads it sees the old text or the new one, whenever the process dies,
 * and of several processes each changes what the one before it wrote. The file is 0600; a folder that is
 * missing is made, 0700.
 * @throws ProviderError `auth` where it cannot be written, and whatever `change` throws; it is as it was then.
 */
export async function updatePrivate(path: string, change: () => Promise<string>): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    while (!(await changeOnce(path, change))) {
      // The lock was taken from a process that stood still: what it read may be old.
    }
  } catch (error) {
    if (error instanceof LockedError) throw failure(error.message);
    if (!codeOf(error).startsWith("E")) throw error;
    throw failure(`${path} could not be written: ${codeOf(error)}`);
  }
}

async function changeOnce(path: string, change: () => Promise<string>): Promise<boolean> {
  const lock = await takeLock(`${path}.lock`, PATIENCE_MS);
  try {
    await removeLeftovers(path);
    return await writeAtomic(path, await change(), lock.isHeld);
  } finally {
    await lock.release();
  }
}
