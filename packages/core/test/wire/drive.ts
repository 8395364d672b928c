import { ProviderError } from "../../src/errors.ts";
import type { RecordDecoder } from "../../src/wire/record-decoder.ts";

/** What a decoder made of a whole input. */
export interface Outcome<T> {
  readonly records: readonly T[];
  /** Code of the error that ended it. */
  readonly failure?: string;
  readonly residue?: T;
}

/** Feeds a decoder until it is done or has failed. */
export function drive<T>(
  decoder: RecordDecoder<T>,
  chunks: Iterable<Uint8Array>,
  onChunk?: () => void,
): Outcome<T> {
  const records: T[] = [];
  try {
    for (const chunk of chunks) {
      for (const record of decoder.push(chunk)) records.push(record);
      onChunk?.();
      if (decoder.failure !== undefined) throw decoder.failure;
    }
    const residue = decoder.end();
    return residue === undefined ? { records } : { records, residue };
  } catch (error) {
    if (!ProviderError.is(error)) throw error;
    return { records, failure: error.code };
  }
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Cuts into pieces of these sizes, over and over; a size of 0 is an empty chunk. */
export function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  if (!sizes.some((size) => size > 0)) return [bytes];
  const chunks: Uint8Array[] = [];
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** Every chunking of short inputs; of longer ones every cut into two and every size of pieces. */
export function* chunkings(bytes: Uint8Array): Generator<Uint8Array[]> {
  yield [bytes];
  for (let at = 1; at < bytes.length; at++) yield [bytes.subarray(0, at), bytes.subarray(at)];
  for (let size = 1; size <= Math.min(bytes.length, 64); size++) yield cut(bytes, [size]);
  if (bytes.length > 12) return;
  for (let cuts = 0; cuts < 2 ** (bytes.length - 1); cuts++) {
    const chunks: Uint8Array[] = [];
    let start = 0;
    for (let at = 1; at <= bytes.length; at++) {
      if (at < bytes.length && ((cuts >> (at - 1)) & 1) === 0) continue;
      chunks.push(bytes.subarray(start, at));
      start = at;
    }
    yield chunks;
  }
}
