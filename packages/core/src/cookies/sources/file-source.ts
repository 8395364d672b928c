import { stat } from "node:fs/promises";

import { asCookieError } from "../file-error.ts";
import { readCookieFile } from "../formats/read-file.ts";
import type { CookieSource, SourceReading } from "./source.ts";

/** How a source of files behaves. */
export interface FileSourceOptions {
  /** See {@link CookieSource.required}. */
  readonly required?: boolean;
}

/** The cookies of one file in any form; it is read when first asked for, and again once it has changed. */
export function fileSource(path: string, options: FileSourceOptions = {}): CookieSource {
  let read: { readonly stamp: string; readonly reading: Promise<SourceReading> } | undefined;
  return {
    name: path,
    ...options,
    load: async () => {
      const stamp = await stampOf(path);
      if (read?.stamp !== stamp) read = { stamp, reading: readCookieFile(path) };
      return await read.reading;
    },
  };
}

/** Changes with the file. */
async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return [ino, size, mtimeMs].join(" ");
  } catch (error) {
    throw asCookieError(error, path);
  }
}
