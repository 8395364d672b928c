import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { NdjsonDecoder } from "../../src/wire/ndjson-decoder.ts";
import type { RecordDecoder } from "../../src/wire/record-decoder.ts";
import { SseDecoder } from "../../src/wire/sse-decoder.ts";
import { cut, drive, utf8 } from "./drive.ts";

const SIZE = 48 * 1024;

/** Characters that were searched, compared, joined or decoded. */
let touched = 0;

/** Lets every call of a built-in method add what it had to look at. */
function count<K extends string>(
  owner: { [key in K]: (...args: never[]) => unknown },
  name: K,
  cost: (self: unknown, args: readonly unknown[], result: unknown) => number,
): void {
  const original = owner[name];
  const counting = function (this: unknown, ...args: unknown[]): unknown {
    const result: unknown = Reflect.apply(original, this, args);
    touched += cost(this, args, result);
    return result;
  };
  Object.assign(owner, { [name]: counting });
  undo.push(() => Object.assign(owner, { [name]: original }));
}

const undo: (() => void)[] = [];

beforeEach(() => {
  count(String.prototype, "indexOf", (self, [, from], at) => {
    return (at === -1 ? String(self).length : Number(at)) - Number(from ?? 0) + 1;
  });
  count(String.prototype, "startsWith", (_self, [what]) => String(what).length);
  count(Array.prototype, "join", (_self, _args, text) => String(text).length);
  count(TextDecoder.prototype, "decode", (_self, _args, text) => String(text).length);
});

afterEach(() => {
  for (const restore of undo.splice(0)) restore();
});

describe("every character is looked at a fixed number of times", () => {
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
    const bytes = utf8(text.repeat(SIZE / utf8(text).length));
    for (const size of [1, 1024, bytes.length]) {
      const chunks = cut(bytes, [size]);
      touched = 0;
      drive(create(), chunks);
      expect(touched).toBeGreaterThan(SIZE / 4);
      expect(touched / bytes.length).toBeLessThan(10);
    }
  });
});
