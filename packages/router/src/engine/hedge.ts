import { ProviderError, type Chunk } from "@g4f/core";
import { CONTENT } from "@g4f/core/engine";

import type { Attempt } from "./attempt.ts";
import { Pause } from "./pause.ts";

/** Who had content first, with all it had said until then; and who did not, and why. */
export interface Contest {
  readonly winner: Attempt | undefined;
  readonly chunks: readonly Chunk[];
  readonly losers: readonly { readonly attempt: Attempt; readonly thrown: unknown }[];
}

type Outcome =
  | { readonly attempt: Attempt; readonly chunks: readonly Chunk[] }
  | { readonly attempt: Attempt; readonly thrown: unknown };

/** Lets a second attempt run beside the first where that has no content after `afterMs`. */
export async function contest(
  first: Attempt,
  afterMs: number,
  another: () => Promise<Attempt | undefined>,
): Promise<Contest> {
  const pause = new Pause();
  const running = new Map([[first, contentOf(first)]]);
  const losers: { attempt: Attempt; thrown: unknown }[] = [];
  const silence = pause.sleep(afterMs).then(() => undefined);
  let outcome = await Promise.race([...running.values(), silence]);
  pause.end();
  if (outcome === undefined) {
    const second = await another();
    if (second !== undefined) running.set(second, contentOf(second));
    outcome = await Promise.race(running.values());
  }
  while (outcome !== undefined && "thrown" in outcome) {
    losers.push(outcome);
    running.delete(outcome.attempt);
    outcome = running.size === 0 ? undefined : await Promise.race(running.values());
  }
  if (outcome === undefined) return { winner: undefined, chunks: [], losers };
  running.delete(outcome.attempt);
  const late = new ProviderError("aborted", "another target answered first", { phase: "close" });
  for (const attempt of running.keys()) losers.push({ attempt, thrown: late });
  return { winner: outcome.attempt, chunks: outcome.chunks, losers };
}

async function contentOf(attempt: Attempt): Promise<Outcome> {
  const chunks: Chunk[] = [];
  try {
    for (;;) {
      const chunk = await attempt.next();
      chunks.push(chunk);
      const type = typeof chunk === "string" ? "text" : chunk.type;
      if (CONTENT.has(type) || type === "finish") return { attempt, chunks };
    }
  } catch (thrown) {
    return { attempt, thrown };
  }
}
