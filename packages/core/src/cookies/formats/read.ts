import { CookieError } from "../cookie-error.ts";
import { Collector } from "./collect.ts";
import type { CookieReading, ReadCookiesOptions } from "./format.ts";
import { isHeader, readHeader } from "./header.ts";
import { isNetscape, readNetscape } from "./netscape.ts";
import { readJson, type Pieces } from "./read-json.ts";

/** JSON is read as it comes; other forms are held whole. */
const LONGEST_TEXT = 32 * 1024 * 1024;

/**
 * Reads cookies; which form it is in, the text itself tells. What is broken, expired or foreign is left
 * out with a warning, and the rest is there.
 * @throws CookieError `unknown_format` where it is in no form that is known.
 */
export async function readCookies(
  text: string,
  options: ReadCookiesOptions = {},
): Promise<CookieReading> {
  return await readPieces([Buffer.from(text)], options);
}

/** As {@link readCookies}, from bytes as they arrive. */
export async function readPieces(
  pieces: Pieces,
  options: ReadCookiesOptions,
): Promise<CookieReading> {
  try {
    return await readAny(pieces, new Collector(options));
  } catch (error) {
    if (!CookieError.is(error) || options.origin === undefined) throw error;
    throw new CookieError(error.code, `${options.origin}: ${error.message}`);
  }
}

async function readAny(pieces: Pieces, collector: Collector): Promise<CookieReading> {
  const iterator = iteratorOf(pieces);
  const head: Uint8Array[] = [];
  let first: string | undefined;
  while (first === undefined) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    head.push(value);
    first = /[^\s\uFEFF]/.exec(Buffer.from(value).toString())?.[0];
  }
  const rest = joined(head, iterator);
  if (first === "{" || first === "[") return await readJson(rest, collector);
  return readText(await wholeText(rest), collector);
}

function readText(text: string, collector: Collector): CookieReading {
  if (isNetscape(text)) {
    readNetscape(text, collector);
    return collector.reading("netscape");
  }
  if (!isHeader(text)) {
    throw new CookieError(
      "unknown_format",
      "no cookies in a form that is known: a Cookie header, cookies.txt, JSON of EditThisCookie, Cookie-Editor or Playwright, HAR",
    );
  }
  if (collector.domain === undefined) {
    throw new CookieError("unknown_format", "a Cookie header names no domain: say which it is for");
  }
  readHeader(text, collector.domain, collector);
  return collector.reading("header");
}

async function* iteratorOf(pieces: Pieces): AsyncGenerator<Uint8Array, void> {
  yield* pieces;
}

async function* joined(
  head: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
  yield* head;
  yield* rest;
}

async function wholeText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > LONGEST_TEXT) {
      throw new CookieError("unknown_format", "longer than 32 MiB and no JSON: no file of cookies");
    }
    parts.push(piece);
  }
  return Buffer.concat(parts)
    .toString()
    .replace(/^\uFEFF/, "");
}
