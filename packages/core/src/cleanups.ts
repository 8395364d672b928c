import type { Cleanup } from "./context.ts";
import type { OpenCall } from "./open-call.ts";

/** The clean-ups of one call: run once, the last one registered first. */
export class Cleanups {
  readonly #waiting: Cleanup[] = [];
  #late: ((cleanup: Cleanup) => void) | undefined;

  /** One that comes after the end (of a hook that did not hear of it) runs at once. */
  add(cleanup: Cleanup): void {
    if (this.#late === undefined) this.#waiting.push(cleanup);
    else this.#late(cleanup);
  }

  /** Leaves all that wait, and all that still come, to another. */
  handOver(defer: (cleanup: Cleanup) => void): void {
    for (const cleanup of this.#waiting.splice(0)) defer(cleanup);
    this.#late = defer;
  }

  /** Runs them all within `ms`; resolves with what failed, never rejects. */
  async run(open: OpenCall | undefined, ms: number): Promise<readonly string[]> {
    if (open === undefined) return [];
    this.#late = (cleanup) => void runWithin(open, [cleanup], ms);
    return this.#waiting.length === 0 ? [] : await runWithin(open, this.#waiting.toReversed(), ms);
  }
}

async function runWithin(
  open: OpenCall,
  cleanups: readonly Cleanup[],
  ms: number,
): Promise<readonly string[]> {
  const failures: string[] = [];
  const abort = new AbortController();
  const expired = Promise.withResolvers<"expired">();
  const timer = Number.isFinite(ms) ? setTimeout(() => expired.resolve("expired"), ms) : undefined;
  const context = open.cleanupContext(abort.signal);
  for (const cleanup of cleanups) {
    const outcome = await Promise.race([attempt(() => cleanup(context), open), expired.promise]);
    if (outcome !== undefined) {
      failures.push(
        outcome === "expired" ? `the clean-up took over ${ms} ms and was cut` : outcome,
      );
    }
    if (outcome === "expired") break;
  }
  clearTimeout(timer);
  context.end();
  abort.abort();
  return failures;
}

async function attempt(
  action: () => void | Promise<void>,
  open: OpenCall,
): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    return open.redact(`the clean-up failed: ${words}`);
  }
}
