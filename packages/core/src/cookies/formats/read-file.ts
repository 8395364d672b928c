import { open } from "node:fs/promises";

import { asCookieError, othersRead } from "../file-error.ts";
import type { CookieWarning } from "../warning.ts";
import type { CookieReading, ReadCookiesOptions } from "./format.ts";
import { readPieces } from "./read.ts";

/**
 * Reads a file with cookies in any form, however large; a HAR is never held whole. Warnings name the
 * path, and tell as `exposed` that others on the machine can read the file.
 * @throws CookieError `not_found`, `unreadable` or `unknown_format`.
 */
export async function readCookieFile(
  path: string,
  options: ReadCookiesOptions = {},
): Promise<CookieReading> {
  const origin = options.origin ?? path;
  try {
    await using file = await open(path);
    const { mode } = await file.stat();
    const pieces = file.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 });
    const reading = await readPieces(pieces, { ...options, origin });
    if (!othersRead(mode)) return reading;
    return { ...reading, warnings: [...reading.warnings, exposed(origin)] };
  } catch (error) {
    throw asCookieError(error, origin);
  }
}

function exposed(origin: string): CookieWarning {
  const message = `${origin}: others on this machine can read it; chmod 600 keeps it yours`;
  return { kind: "exposed", message };
}
