import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { codeOf, failure } from "./failure.ts";
import { lockFile } from "./file-lock.ts";

/** Whoever else may read the file. */
const OTHERS = 0o077;

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
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (;;) {
      await using lock = await lockFile(`${path}.lock`);
      await removeLeftovers(folder, basename(path));
      const fresh = await writeBeside(path, await change());
      if (await lock.isHeld()) {
        await rename(fresh, path);
        await syncFolder(folder);
        return;
      }
      await rm(fresh, { force: true });
    }
  } catch (error) {
    if (codeOf(error).startsWith("E"))
      throw failure(`${path} could not be written: ${codeOf(error)}`);
    throw error;
  }
}

async function writeBeside(path: string, text: string): Promise<string> {
  const fresh = `${path}.${randomUUID()}.new`;
  await using file = await open(fresh, "wx", 0o600);
  await file.writeFile(text);
  await file.sync();
  return fresh;
}

/** A process that died while it wrote has left what it wrote. */
async function removeLeftovers(folder: string, name: string): Promise<void> {
  const left = (await readdir(folder)).filter(
    (file) => file.startsWith(`${name}.`) && file.endsWith(".new"),
  );
  for (const file of left) await rm(join(folder, file), { force: true });
}

/** The name of a file is on the disk when its folder is. Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  await using handle = await open(folder, "r");
  await handle.sync();
}
