import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";

/** What is done under a lock takes milliseconds: who holds one for so long is dead or stands still. */
const STALE_MS = 10_000;
/** The owner is written right behind the creation; who was too slow for it notices by `isHeld`. */
const NAMELESS_MS = 200;

/** Another process keeps a lock for longer than was waited. */
export class LockedError extends Error {
  override readonly name: string = "LockedError";
}

/** A file that one process at a time has, beside what it guards. */
export interface FileLock {
  /** Whether it is ours still: another process takes it from one that stood still. */
  readonly isHeld: () => Promise<boolean>;
  readonly release: () => Promise<void>;
}

/**
 * Takes the lock, waiting for it up to `waitMs`. That of a process that is gone is taken over.
 * @throws LockedError where another process keeps it, and whatever the system says.
 */
export async function takeLock(path: string, waitMs: number): Promise<FileLock> {
  const owner = `${process.pid} ${hostname()} ${randomBytes(8).toString("hex")}`;
  const end = performance.now() + waitMs;
  for (;;) {
    if (await create(path, owner)) return lockOf(path, owner);
    if (await isStale(path)) await takeAway(path);
    else if (performance.now() >= end) {
      throw new LockedError(`${path} is held by another process; if there is none, delete it`);
    } else await wait(5 + Math.random() * 20);
  }
}

function lockOf(path: string, owner: string): FileLock {
  const isHeld = async (): Promise<boolean> => (await ownerOf(path)) === owner;
  return {
    isHeld,
    release: async () => {
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

async function create(path: string, owner: string): Promise<boolean> {
  try {
    await writeFile(path, owner, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    const [owner = "", { mtimeMs }] = await Promise.all([ownerOf(path), stat(path)]);
    const age = Date.now() - mtimeMs;
    if (owner === "") return age > NAMELESS_MS;
    const [pid, host] = owner.split(" ");
    return age > STALE_MS || (host === hostname() && !isAlive(Number(pid)));
  } catch (error) {
    // It is gone: the next try may get it.
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/**
 * Of several that see a stale lock, the rename succeeds for one. Should that one catch the fresh lock of a
 * quicker process, {@link FileLock.isHeld} tells that process before it writes.
 */
async function takeAway(path: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

async function ownerOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
