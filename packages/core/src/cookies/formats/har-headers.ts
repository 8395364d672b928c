import { createReadStream } from "node:fs";

import { asCookieError } from "../file-error.ts";
import { parseDomain } from "../place.ts";
import { harHeader } from "./har-entry.ts";
import { JsonElements } from "./json-elements.ts";

/**
 * The values that a HAR's requests to exactly `host` sent last in these headers, by the names as given:
 * for an `Authorization` that somebody wants to take over. Nothing else ever reads them, and they are
 * secrets.
 * @throws CookieError `not_found` or `unreadable`; TypeError where `host` is none.
 */
export async function readHarHeaders(
  path: string,
  host: string,
  names: readonly string[],
): Promise<Record<string, string>> {
  const exact = parseDomain(host).host;
  const elements = new JsonElements();
  const found: Record<string, string> = Object.create(null);
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      for (const { list, text } of elements.push(piece)) {
        if (list !== "log.entries" || text === undefined) continue;
        for (const name of names) {
          const value = harHeader(text, exact, name.toLowerCase()).at(-1);
          if (value !== undefined) found[name] = value;
        }
      }
    }
  } catch (error) {
    throw asCookieError(error, path);
  }
  return found;
}
