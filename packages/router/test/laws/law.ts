import type { VirtualTime } from "../support/virtual-time.ts";

/** What was seen of a law. */
interface Seen {
  /** One line of figures. */
  readonly seen: string;
  readonly holds: boolean;
}

/** Something that always holds, shown by running the shipped code in a time of its own. */
export interface Law {
  readonly name: string;
  /** What may be at most, or must be at least. */
  readonly bound: string;
  readonly run: (time: VirtualTime) => Promise<Seen>;
}

/** Numbers from 0 to 1 that are the same with each run (mulberry32, public domain). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Starts `count` calls, one each `everyMs`, and waits for all; what each came to. */
export async function steadily<T>(
  time: VirtualTime,
  count: number,
  everyMs: number,
  call: (index: number) => Promise<T>,
): Promise<readonly PromiseSettledResult<T>[]> {
  const calls: Promise<T>[] = [];
  for (let index = 0; index < count; index++) {
    calls.push(call(index));
    // What fails while others are still to be started is told of at the end.
    calls.at(-1)?.catch(() => {});
    await time.sleep(everyMs);
  }
  return await Promise.allSettled(calls);
}

/** Most events within any `windowMs`, given their times in order. */
export function mostWithin(windowMs: number, times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - windowMs) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
