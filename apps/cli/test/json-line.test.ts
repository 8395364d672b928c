import { PassThrough } from "node:stream";

import { expect, test } from "vitest";

import { debugLogger } from "../src/debug-logger.ts";
import { jsonLine } from "../src/json-line.ts";

const HOSTILE = "a\r\n\u001B[2J\u007F\u009B\u0085\u2028\u2029\u202E\u2066b";
// eslint-disable-next-line no-control-regex
const PRINTABLE = /^[^\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/;

test("JSON on one line, harmless, of the same value", () => {
  const line = jsonLine({ [HOSTILE]: HOSTILE });
  expect(line).toMatch(PRINTABLE);
  expect(JSON.parse(line)).toEqual({ [HOSTILE]: HOSTILE });
});

test("bytes become base64", () => {
  const data = new Uint8Array([104, 105]);
  expect(jsonLine({ type: "file", data })).toBe('{"type":"file","data":"aGk="}');
});

test("an event of the log is one harmless line, whatever is in it", () => {
  const stderr = new PassThrough();
  debugLogger(stderr).warn({ model: HOSTILE }, HOSTILE);
  const [line = "", ...rest] = String(stderr.read()).split("\n");
  expect(rest).toEqual([""]);
  expect(line).toMatch(PRINTABLE);
  expect(line).toMatch(/^g4f: warn: a ␛\[2J/);
});
