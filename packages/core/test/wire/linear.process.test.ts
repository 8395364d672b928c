import { describe, expect, it } from "vitest";

import { NdjsonDecoder } from "../../src/wire/ndjson-decoder.ts";
import type { RecordDecoder } from "../../src/wire/record-decoder.ts";
import { SseDecoder } from "../../src/wire/sse-decoder.ts";
import { cut, drive, utf8 } from "./drive.ts";

const MIB = 1024 * 1024;
const repeat = (text: string) => utf8(text.repeat(Math.ceil(MIB / text.length)));

/** How many characters the decoder searches, cuts out, joins and decodes while `work` runs. */
function touchedBy(work: () => void): number {
  let touched = 0;
  const { indexOf, startsWith } = String.prototype;
  const { join } = Array.prototype;
  const { decode } = TextDecoder.prototype;
  String.prototype.indexOf = function (this: string, what, from = 0) {
    const at = indexOf.call(this, what, from);
    touched += (at < 0 ? this.length : at) - from + 1;
    return at;
  };
  String.prototype.startsWith = function (this: string, what, at) {
    touched += what.length;
    return startsWith.call(this, what, at);
  };
  Array.prototype.join = function (this: unknown[], separator) {
    const text = join.call(this, separator);
    touched += text.length;
    return text;
  };
  TextDecoder.prototype.decode = function (this: TextDecoder, input, options) {
    touched += input?.byteLength ?? 0;
    return decode.call(this as never, input, options);
  };
  try {
    work();
  } finally {
    Object.assign(String.prototype, { indexOf, startsWith });
    Object.assign(Array.prototype, { join });
    Object.assign(TextDecoder.prototype, { decode });
  }
  return touched;
}

describe("every byte is looked at a fixed number of times", () => {
  it.each<[string, () => RecordDecoder<unknown>, string]>([
    ["an endless line", () => new SseDecoder(), "x"],
    ["an endless line of 3-byte characters", () => new SseDecoder(), "€"],
    ["one event of many lines", () => new SseDecoder(), "data: x\n"],
    ["one event of empty lines", () => new SseDecoder(), "data\r"],
    ["lines without a colon", () => new SseDecoder(), "foo\n"],
    ["lines that begin like a field", () => new SseDecoder(), "d\r\n"],
    ["comments", () => new SseDecoder(), ":\n"],
    ["blank lines", () => new SseDecoder(), "\r"],
    ["events", () => new SseDecoder(), "data: x\n\n"],
    ["events with CR LF", () => new SseDecoder(), "data: x\r\n\r\n"],
    ["an endless NDJSON line", () => new NdjsonDecoder(), "x"],
    ["NDJSON lines", () => new NdjsonDecoder(), "null\n"],
  ])("%s", (_name, create, text) => {
    const bytes = repeat(text);
    for (const size of [1, 1024, bytes.length]) {
      const chunks = cut(bytes, [size]);
      const touched = touchedBy(() => drive(create(), chunks));
      expect(touched).toBeGreaterThan(bytes.length);
      expect(touched / bytes.length).toBeLessThan(12);
    }
  });
});
