import type { Slice } from "../upstream.ts";
import { seeded } from "./seeded.ts";

/** Where a body of so many bytes is cut, ascending; events are cut apart already. */
export function cutsOf(length: number, slice: Slice): readonly number[] {
  switch (slice.by) {
    case "event":
    case "whole":
      return [];
    case "bytes":
      return every(length, () => slice.bytes);
    case "seed": {
      const random = seeded(slice.seed);
      return every(length, () => 1 + Math.floor(random() * slice.max));
    }
    case "offsets":
      return [...new Set(slice.offsets)].toSorted((a, b) => a - b);
    default:
      return slice satisfies never;
  }
}

function every(length: number, step: () => number): readonly number[] {
  const cuts: number[] = [];
  let at = checked(step());
  while (at < length) {
    cuts.push(at);
    at += checked(step());
  }
  return cuts;
}

function checked(step: number): number {
  if (Number.isSafeInteger(step) && step > 0) return step;
  throw new TypeError(`a body is cut in pieces of whole bytes, not of ${step}`);
}

/** The parts of `bytes` between the cuts; views, no copies. */
export function cutAt(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const ends = [...cuts, bytes.length];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}
