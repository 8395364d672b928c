import { readdir } from "node:fs/promises";
import { isAbsolute, join } from "node:path";

import { CookieError } from "../cookie-error.ts";
import { asCookieError } from "../file-error.ts";
import type { CookieRecord } from "../record.ts";
import type { CookieWarning } from "../warning.ts";
import { fileSource, type FileSourceOptions } from "./file-source.ts";
import type { CookieSource, SourceReading } from "./source.ts";

const NAMES = /^[^.].*\.(?:json|har|txt)$/i;

/**
 * The cookies of the files of a folder: `*.json`, `*.har` and `*.txt` directly in it, in the order of their
 * names, a later cookie instead of an earlier one of the same domain, path and name. A file that cannot be
 * read is told and passed over; a folder that is not there holds nothing. Which folder it is the caller
 * says: a relative one, which would be below the working folder, is refused, since whoever made that could
 * plant a session.
 * @throws TypeError where the path is not absolute.
 */
export function folderSource(path: string, options: FileSourceOptions = {}): CookieSource {
  if (!isAbsolute(path)) throw new TypeError("the folder of cookies must be an absolute path");
  const sources = new Map<string, CookieSource>();
  return {
    name: path,
    ...options,
    load: async (url) => {
      const records: CookieRecord[] = [];
      const warnings: CookieWarning[] = [];
      for (const name of await namesIn(path)) {
        const source = sources.get(name) ?? fileSource(join(path, name));
        sources.set(name, source);
        const reading = await loadOrTell(source, url);
        records.push(...reading.records);
        warnings.push(...reading.warnings);
      }
      return { records, warnings };
    },
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && NAMES.test(entry.name))
      .map(({ name }) => name)
      .toSorted();
  } catch (error) {
    const told = asCookieError(error, folder);
    if (CookieError.is(told) && told.code === "not_found") return [];
    throw told;
  }
}

async function loadOrTell(source: CookieSource, url: URL): Promise<SourceReading> {
  try {
    return await source.load(url);
  } catch (error) {
    if (!CookieError.is(error)) throw error;
    return { records: [], warnings: [{ kind: "broken", message: error.message }] };
  }
}
