import {
  ProviderError,
  type CallResult,
  type Chunk,
  type ProviderStream,
  type SourcePart,
} from "@g4f/core";

/** What a call came to: every chunk, and its result or its error. */
export interface Outcome {
  readonly chunks: readonly Chunk[];
  readonly result?: CallResult;
  readonly error?: ProviderError;
  /** The texts of the raw events among the chunks. */
  readonly raw: readonly (string | undefined)[];
  /** The sources among the chunks. */
  readonly sources: readonly SourcePart[];
}

/** Reads a call to its end, whatever the end. Anything but a `ProviderError` is thrown on. */
export async function outcome(stream: ProviderStream): Promise<Outcome> {
  const chunks: Chunk[] = [];
  const sources: SourcePart[] = [];
  const raw: (string | undefined)[] = [];
  try {
    for await (const chunk of stream.chunks()) {
      chunks.push(chunk);
      if (typeof chunk === "object" && chunk.type === "source") sources.push(chunk);
      if (typeof chunk === "object" && chunk.type === "raw") raw.push(chunk.text);
    }
    return { chunks, sources, raw, result: await stream.result };
  } catch (error) {
    if (!ProviderError.is(error)) throw error;
    return { chunks, sources, raw, error };
  }
}
