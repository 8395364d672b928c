import { ProviderError } from "../../src/errors.ts";
import { whatwg } from "./whatwg.ts";

const LF = 0x0a;
const CR = 0x0d;

function isLineEnd(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}

/** Which events get through under a cap on the bytes since the last blank line, told byte by byte. */
export function capped(bytes: Uint8Array, cap: number): { events: number; fails: boolean } {
  // A byte order mark is no part of the first line.
  const mark = Buffer.from(bytes).indexOf("\u{feff}") === 0 ? 3 : 0;
  let size = Math.min(mark, cap);
  let blank = true;
  for (let at = size; at < bytes.length; at++) {
    const paired = bytes[at] === LF && at > 0 && bytes[at - 1] === CR;
    if (paired && size === 0) continue;
    if (++size > cap) return { events: whatwg(bytes.subarray(0, at)).events.length, fails: true };
    if (paired) continue;
    const lineEnd = isLineEnd(bytes[at]);
    if (lineEnd && blank) size = 0;
    blank = lineEnd;
  }
  return { events: whatwg(bytes).events.length, fails: false };
}

/** What NDJSON holds, read the plain way: all of it at once. */
export function plainNdjson(bytes: Uint8Array): object {
  const lines = new TextDecoder().decode(bytes).split("\n");
  const last = lines.pop() ?? "";
  const records: object[] = [];
  for (const line of lines) {
    if (line.replaceAll(/[ \t\r]/g, "") === "") continue;
    try {
      records.push({ value: JSON.parse(line) as unknown, text: line });
    } catch {
      return { records, failure: "protocol" };
    }
  }
  try {
    const value = JSON.parse(last) as unknown;
    return typeof value === "number" ? { records } : { records, residue: { value, text: last } };
  } catch {
    return { records };
  }
}

/** How deep a value nests. */
export function depth(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}

/** The value as text, or the code of the error; a `SyntaxError` is what `protocol` stands for. */
export function parsed(parse: () => unknown): string | undefined {
  try {
    return JSON.stringify(parse());
  } catch (error) {
    if (ProviderError.is(error)) return error.code;
    if (error instanceof SyntaxError) return "protocol";
    throw error;
  }
}
