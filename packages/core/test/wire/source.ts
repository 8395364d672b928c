import type { ByteSource } from "../../src/wire/sse.ts";
import { utf8 } from "./drive.ts";

/** A body that counts what is done to it. */
export interface CountedSource extends ByteSource {
  readonly pulled: number;
  readonly closed: number;
}

/** Chunks one by one, the last of them perhaps an error that is thrown. */
export function counted(chunks: Iterable<Uint8Array | string | Error>): CountedSource {
  const state = { pulled: 0, closed: 0 };
  async function* iterate(): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of chunks) {
        if (chunk instanceof Error) throw chunk;
        state.pulled++;
        yield typeof chunk === "string" ? utf8(chunk) : chunk;
      }
    } finally {
      state.closed++;
    }
  }
  return {
    [Symbol.asyncIterator]: iterate,
    get pulled() {
      return state.pulled;
    },
    get closed() {
      return state.closed;
    },
  };
}

/** The same chunk, for ever. */
export function* endless(chunk: string): Generator<Uint8Array> {
  const bytes = utf8(chunk);
  for (;;) yield bytes;
}

/** Reads to the end; what came, and what was thrown. */
export async function read<T>(values: AsyncIterable<T>): Promise<{ values: T[]; error?: unknown }> {
  const seen: T[] = [];
  try {
    for await (const value of values) seen.push(value);
    return { values: seen };
  } catch (error) {
    return { values: seen, error };
  }
}
