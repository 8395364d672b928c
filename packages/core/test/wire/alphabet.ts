import * as fc from "fast-check";

import type { SseMessage } from "../../src/wire/sse-encode.ts";
import { concat, utf8 } from "./drive.ts";

const NAMES = [
  "data",
  "event",
  "id",
  "retry",
  "d",
  "data: x\n",
  "data:",
  "id: ",
  "event: ",
  "retry: ",
];
const MARKS = ["\r", "\n", "\r\n", "\n\n", ":", " ", ": ping", "\0", "\u{feff}"];
const LETTERS = ["x", "7", "é", "€", "\u{1f389}", "\u2028"];
const JSON_TEXTS = [
  '{"a":1}',
  '{"b":"\u{1f389}é"}',
  '{"__proto__":1}',
  '"x"',
  "23",
  "null",
  "true",
];
const JSON_MARKS = [
  "\n",
  "\n",
  "\n",
  "\r\n",
  "\r",
  " ",
  "[",
  "]",
  "1",
  "tru",
  "\u{feff}",
  "\0",
  "\u2028",
];
/** Bytes that are no UTF-8, or only a beginning of some. */
const INVALID: readonly Uint8Array[] = [
  Uint8Array.of(0xff),
  Uint8Array.of(0x80),
  Uint8Array.of(0xc3),
  Uint8Array.of(0xe2, 0x82),
  Uint8Array.of(0xf0, 0x9f),
  Uint8Array.of(0xf0, 0x9f, 0x8e),
  Uint8Array.of(0xed, 0xa0, 0x80),
];

function streamOf(texts: readonly string[]): fc.Arbitrary<Uint8Array> {
  const tokens = [...texts.map(utf8), ...INVALID];
  return fc.array(fc.constantFrom(...tokens), { maxLength: 24 }).map(concat);
}

/** Event streams, most of them odd. */
export const sseStream: fc.Arbitrary<Uint8Array> = streamOf([...NAMES, ...MARKS, ...LETTERS]);

/** NDJSON, much of it broken. */
export const ndjsonStream: fc.Arbitrary<Uint8Array> = streamOf([...JSON_TEXTS, ...JSON_MARKS]);

/** Anything at all. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  sseStream,
);

/** Sizes of the chunks, over and over; an empty chunk is one too. */
export const sizes: fc.Arbitrary<number[]> = fc.array(fc.nat({ max: 9 }), { maxLength: 8 });

const lines = fc
  .array(fc.constantFrom("\r", "\n", "a", " ", ":", "data:", "\u{1f389}", "\0"), { maxLength: 8 })
  .map((parts) => parts.join(""));
// The library's own "binary" unit builds a table of 85 MB.
const unit = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((codePoint) => String.fromCodePoint(codePoint));
const oneLine = fc.string({ unit, maxLength: 8 }).map((text) => text.replaceAll(/[\r\n\0]/g, "-"));

/** What a server may send. */
export const message: fc.Arbitrary<SseMessage> = fc.record(
  {
    data: fc.oneof(fc.string({ unit, maxLength: 12 }), lines),
    event: oneLine.map((name) => name || "message"),
    id: oneLine,
    retryMs: fc.nat(),
  },
  { requiredKeys: ["data", "event"] },
);
