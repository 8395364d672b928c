import { chmod, mkdir, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";

import { CookieError } from "../cookie-error.ts";
import { asCookieError, othersRead } from "../file-error.ts";
import type { CookieWarning } from "../warning.ts";

/**
 * Makes the folder, for its owner alone, where it is not there; takes from others what they may do with
 * the file, and says so. Gives the path without symbolic links.
 * @throws CookieError `insecure` where the file is somebody else's, `unreadable` where it is no file.
 */
export async function guardFile(
  path: string,
  warn: (warning: CookieWarning) => void,
): Promise<string> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const folder = await stat(dirname(path));
    if (isOpenToAll(folder.mode)) {
      const message = `${dirname(path)}: others on this machine can replace what is in it; chmod 700 keeps it yours`;
      warn({ kind: "exposed", message });
    }
    return await guardExisting(await realpath(path), warn);
  } catch (error) {
    const told = asCookieError(error, path);
    if (CookieError.is(told) && told.code === "not_found") return path;
    throw told;
  }
}

async function guardExisting(
  path: string,
  warn: (warning: CookieWarning) => void,
): Promise<string> {
  const found = await stat(path);
  if (!found.isFile()) throw new CookieError("unreadable", `${path} is no file`);
  const user = process.getuid?.();
  if (user !== undefined && found.uid !== user) {
    throw new CookieError("insecure", `${path} belongs to another user of this machine`);
  }
  if (othersRead(found.mode)) {
    await chmod(path, 0o600);
    const message = `${path}: others on this machine could read it; it is yours alone now (mode 600)`;
    warn({ kind: "exposed", message });
  }
  return path;
}

/** Whether anybody may put other files in it; in a folder with the sticky bit nobody can. */
function isOpenToAll(mode: number): boolean {
  return process.platform !== "win32" && (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
}
