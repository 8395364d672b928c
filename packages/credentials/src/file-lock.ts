import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

import { codeOf, failure } from "./failure.ts";

/** Whoever holds a lock needs it for some ms; one this old was left behind. */
const STALE_MS = 10_000;
/** Clocks of other machines may be wrong for ever. */
const PATIENCE_MS = 30_000;

/** A lock between processes: a file beside the one that it is for. */
export interface FileLock extends AsyncDisposable {
  /** Whether it was not taken away meanwhile, as from a process that was halted for long. */
  readonly isHeld: () => Promise<boolean>;
}

/**
 * Waits for the lock and takes it. One whose process has died is taken over.
 * @throws ProviderError `auth` where the file cannot be made, or is held for longer than 30 s.
 */
export async function lockFile(path: string): Promise<FileLock> {
  const own = `${process.pid} ${hostname()} ${randomUUID()}`;
  const end = Date.now() + PATIENCE_MS;
  while (!(await create(path, own))) {
    const other = await contentOf(path);
    if (other !== undefined && (await isStale(path, other))) await takeAway(path, other);
    else await pause(5 + Math.random() * 20);
    if (Date.now() > end) {
      throw failure(`${path} is held by another process; remove it where there is none`);
    }
  }
  const isHeld = async (): Promise<boolean> => (await contentOf(path)) === own;
  return {
    isHeld,
    [Symbol.asyncDispose]: async () => {
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    const handle = await open(path, "wx", 0o600);
    try {
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw failure(`${path} could not be made: ${codeOf(error)}`);
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    // Gone meanwhile.
    return undefined;
  }
}

async function isStale(path: string, content: string): Promise<boolean> {
  const [pid = "", host = ""] = content.split(" ");
  if (host === hostname() && !isAlive(Number(pid))) return true;
  try {
    return Date.now() - (await stat(path)).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return codeOf(error) === "EPERM";
  }
}

/** Of several that find a stale lock one moves it away; whoever moves a fresh one puts it back. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await contentOf(aside)) !== stale) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}
