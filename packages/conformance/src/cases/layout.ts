import type { Bench, ProviderUnderTest } from "../case.ts";
import type { Asked, WireEvent } from "../dialect.ts";
import { frameEvent } from "../framing.ts";
import type { Script } from "../script.ts";
import type { Delivery, Upstream } from "../upstream.ts";
import { says } from "./answers.ts";

/** One event in a body. */
export interface Place extends WireEvent {
  /** Offset of its first byte, and of the one behind its last. */
  readonly start: number;
  readonly end: number;
}

/** A provider, its upstream, and what it asks: the bytes of an answer depend on that. */
export interface Scene {
  readonly upstream: Upstream;
  readonly provider: ProviderUnderTest;
  readonly asked: Asked;
}

/** Has the provider ask once, so that the bytes of its answers are known. */
export async function sceneOf(
  bench: Bench,
  options: Parameters<Bench["upstream"]>[1] = {},
): Promise<Scene> {
  const upstream = await bench.upstream(says("once"), options);
  const provider = await bench.create(upstream);
  await bench.read(bench.call(provider));
  const { asked } = await upstream.called();
  return { upstream, provider, asked };
}

/** Where each event of an answer to this call lies in its body. */
export function layoutOf({ upstream, asked }: Scene, script: Script): readonly Place[] {
  const { dialect } = upstream;
  let at = 0;
  return dialect.encode(script, asked).map((event) => {
    const start = at;
    at += Buffer.byteLength(frameEvent(dialect, event));
    return { ...event, start, end: at };
  });
}

/** The last event of this kind. */
export function lastOf(places: readonly Place[], of: WireEvent["of"]): Place | undefined {
  return places.findLast((place) => place.of === of);
}

/** How many bytes a reader must have seen of an event before it is told without, and with, its line ends. */
export function bytesOfEvent(
  { upstream }: Scene,
  { end, ...event }: Place,
): { readonly bare: number; readonly complete: number } {
  const framed = frameEvent(upstream.dialect, event);
  const lineEnds = /[\r\n]*$/.exec(framed)?.[0].length ?? 0;
  const bare = end - lineEnds;
  // Of the blank line behind an event of SSE one byte is enough: a CR alone is a line end.
  if (upstream.dialect.framing === "sse") return { bare, complete: bare + lineEnds / 2 + 1 };
  return { bare, complete: bare };
}

/**
 * Where to cut an answer: at every byte of a short one. Of a long one at every byte of a text event and of
 * the end of the event that proves the answer, and at `most` others, evenly spread: the rest is more of the
 * same, and a run has to end.
 */
export function offsetsOf(
  places: readonly Place[],
  most: number,
  proven: number = places.at(-1)?.end ?? 0,
): readonly number[] {
  const size = places.at(-1)?.end ?? 0;
  const text = places.find((place) => place.of === "text");
  const stride = Math.max(1, Math.ceil(size / most));
  return Array.from({ length: size }, (_, at) => at).filter(
    (at) =>
      at % stride === 0 ||
      (text !== undefined && at >= text.start && at < text.end) ||
      (at >= proven - LAST_BYTES && at < proven + LAST_BYTES),
  );
}

const LAST_BYTES = 24;

/** A body made of some of the events of an answer, or of others. */
export function only(
  { upstream, asked }: Scene,
  script: Script,
  choose: (events: readonly WireEvent[]) => readonly WireEvent[],
): NonNullable<Delivery["transform"]> {
  const { dialect } = upstream;
  const events = choose(dialect.encode(script, asked));
  return () => Buffer.from(events.map((event) => frameEvent(dialect, event)).join(""));
}
