import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes the file so that a reader, or a crash at any moment, sees the old text or the new one: a new file
 * of mode 0600, synced, then renamed. `confirm` is asked last; where it says no, nothing has changed.
 */
export async function writeAtomic(
  path: string,
  text: string,
  confirm: () => Promise<boolean>,
): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!(await confirm())) {
      await rm(temporary, { force: true });
      return false;
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
  return true;
}

/** Removes what writers that were killed left behind, of the file and of its lock; for who holds that alone. */
export async function removeLeftovers(path: string): Promise<void> {
  const pattern = /^(?:\.lock)?\.[0-9a-f]{12}\.tmp$/;
  const [folder, name] = [dirname(path), basename(path)];
  for (const entry of await readdir(folder)) {
    const isOurs = entry.startsWith(name) && pattern.test(entry.slice(name.length));
    if (isOurs) await rm(join(folder, entry), { force: true });
  }
}

/** The rename itself is on the disk only then. Not every system can sync a folder. */
async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder);
    await handle.sync();
  } catch {
    // The file is whole either way: at worst the one before it comes back after a loss of power.
  }
}
