import type { HttpBody } from "../http/session.ts";
import { SseDecoder, type SseDecoderOptions, type SseEvent } from "./sse-decoder.ts";

/** Bytes of a stream; the body of a response also knows what its headers said it is. */
export type ByteSource = AsyncIterable<Uint8Array> & Partial<Pick<HttpBody, "expect">>;

/** How {@link sse} reads. */
export interface SseOptions extends SseDecoderOptions {
  /**
   * The exact data of the event that ends the stream, such as `[DONE]`: it is then recognised even
   * where the input stops before the blank line behind it. Nothing else that is incomplete is told.
   */
  readonly marker?: string;
}

/**
 * The events of a `text/event-stream`, exactly as the WHATWG standard reads it; one that is incomplete
 * at the end of the input is dropped. A body that says it is something else is refused first. Leaving
 * the loop early closes the body; errors of the body come through unchanged.
 * @throws ProviderError `protocol` where an event grows larger than `maxEventBytes`.
 */
export async function* sse(body: ByteSource, options: SseOptions = {}): AsyncGenerator<SseEvent> {
  for await (const events of sseBatches(body, options)) {
    for (const event of events) yield event;
  }
}

/** As {@link sse}, the events that came together at a time: for those who hand them on together. */
export async function* sseBatches(
  body: ByteSource,
  options: SseOptions = {},
): AsyncGenerator<readonly SseEvent[]> {
  const decoder = new SseDecoder(options);
  await body.expect?.(["text/event-stream"]);
  for await (const chunk of body) {
    const events = decoder.push(chunk);
    if (events.length > 0) yield events;
    if (decoder.failure !== undefined) throw decoder.failure;
  }
  const last = decoder.end();
  if (last !== undefined && last.data === options.marker) yield [last];
}
