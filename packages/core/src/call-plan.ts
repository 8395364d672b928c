import type { CallEnd } from "./call-end.ts";
import type { Chunk } from "./chunk.ts";
import type { OpenCall } from "./open-call.ts";
import type { Limits } from "./watch.ts";

/** What a pull gives. */
export type Step = IteratorResult<Chunk, undefined>;

/** What a call needs to begin; `open` runs with the first pull and may take its time. */
export interface CallPlan {
  readonly provider: string;
  readonly signal: AbortSignal | undefined;
  readonly limits: Limits;
  /** Validates, resolves, and starts the hook. Nothing is sent before. */
  readonly open: (end: CallEnd) => Promise<OpenCall>;
}
