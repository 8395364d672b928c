import { NdjsonDecoder, type NdjsonLine, type NdjsonOptions } from "./ndjson-decoder.ts";
import type { ByteSource } from "./sse.ts";

export type { NdjsonLine, NdjsonOptions } from "./ndjson-decoder.ts";

const MEDIA_TYPES: readonly string[] = [
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/x-jsonlines",
  "application/stream+json",
  "application/json",
];

/**
 * The values of newline-delimited JSON, one per line. Blank lines are skipped. A last line without a
 * line end counts where it is complete; one that was cut is dropped, and so is a bare number, which
 * looks complete wherever it is cut. Leaving the loop early closes the body; errors of the body come
 * through unchanged.
 * @throws ProviderError `protocol` where a line is no JSON, nests too deep or is larger than
 * `maxLineBytes`; the values before it are yielded first.
 */
export function ndjson(body: ByteSource, options: NdjsonOptions = {}): AsyncGenerator {
  return linesOf(body, options, ({ value }) => value);
}

/** As {@link ndjson}, each value with the text of its line. */
export function ndjsonLines(
  body: ByteSource,
  options: NdjsonOptions = {},
): AsyncGenerator<NdjsonLine> {
  return linesOf(body, options, (line) => line);
}

async function* linesOf<T>(
  body: ByteSource,
  options: NdjsonOptions,
  shown: (line: NdjsonLine) => T,
): AsyncGenerator<T> {
  const decoder = new NdjsonDecoder(options);
  await body.expect?.(MEDIA_TYPES);
  for await (const chunk of body) {
    for (const line of decoder.push(chunk)) yield shown(line);
    if (decoder.failure !== undefined) throw decoder.failure;
  }
  const last = decoder.end();
  if (last !== undefined) yield shown(last);
}
