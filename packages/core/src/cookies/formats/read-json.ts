import { parseJson } from "../../wire/json.ts";
import { CookieError } from "../cookie-error.ts";
import type { Collector } from "./collect.ts";
import type { CookieFormat, CookieReading } from "./format.ts";
import { readHarEntry } from "./har-entry.ts";
import { HarCookies } from "./har.ts";
import { extensionOf, readJsonCookie } from "./json-cookie.ts";
import { JsonElements, type JsonElement } from "./json-elements.ts";

/** Bytes, in pieces of any size. */
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * The cookies of a JSON document of any form, read as it arrives.
 * @throws CookieError `unknown_format` where it holds no list of cookies.
 */
export async function readJson(pieces: Pieces, collector: Collector): Promise<CookieReading> {
  const elements = new JsonElements();
  const document = new JsonDocument(collector);
  for await (const piece of pieces) {
    for (const element of elements.push(piece)) document.add(element);
  }
  if (elements.found === undefined) {
    throw new CookieError(
      "unknown_format",
      "JSON without a list of cookies: neither an export of EditThisCookie or Cookie-Editor, nor a storageState of Playwright, nor a HAR",
    );
  }
  if (!elements.isWhole) collector.warnings.add("broken", "", "it ends in the middle");
  return await document.end(elements.found);
}

/** What a list is in which nothing stands. */
const EMPTY: ReadonlyMap<string, CookieFormat> = new Map([
  ["log.entries", "har"],
  ["cookies", "storage-state"],
]);

/** The cookies of the elements, in the form that the first of them tells. */
class JsonDocument {
  readonly #collector: Collector;
  readonly #har = new HarCookies();
  #format: CookieFormat | undefined;

  constructor(collector: Collector) {
    this.#collector = collector;
  }

  add({ list, index, text }: JsonElement): void {
    const where = `${list}[${index}]`;
    if (text === undefined) {
      this.#collector.warnings.add("broken", where, "no object, or one that is too long");
    } else if (list === "log.entries") this.#addEntry(text, where);
    else this.#addCookie(text, where, list);
  }

  async end(list: string): Promise<CookieReading> {
    const format = this.#format ?? EMPTY.get(list) ?? "cookie-editor";
    if (format === "har") {
      const { MemoryJar } = await import("../memory-jar.ts");
      const records = this.#har.into(new MemoryJar(), this.#collector.warnings);
      for (const record of records) this.#collector.add(record, "");
      if (records.length === 0) {
        const hint =
          "no cookies in it: browsers leave them out of a HAR unless sensitive data is asked for";
        this.#collector.warnings.add("broken", "", hint);
      }
    }
    return this.#collector.reading(format);
  }

  #addEntry(text: string, where: string): void {
    this.#format ??= "har";
    const entry = readHarEntry(text);
    if (typeof entry === "string") this.#collector.warnings.add("broken", where, entry);
    else this.#har.add(entry, where);
  }

  #addCookie(text: string, where: string, list: string): void {
    const value = valueOf(text);
    this.#format ??= list === "cookies" ? "storage-state" : extensionOf(value);
    const record = readJsonCookie(value);
    if (typeof record === "string") this.#collector.warnings.add("broken", where, record);
    else this.#collector.add(record, where);
  }
}

function valueOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
