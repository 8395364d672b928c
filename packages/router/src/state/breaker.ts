import type { AttemptFailure } from "@g4f/core";

/** When a breaker opens, and for how long. */
export interface BreakerOptions {
  /** So many failures in a row open it. Default: 5. */
  readonly failures?: number;
  /** As does this share of failures (0 to 1) within the window. Default: 0.2. */
  readonly rate?: number;
  /** … of at least so many calls. Default: 20. */
  readonly minCalls?: number;
  /** Ms. Default: 30,000. */
  readonly windowMs?: number;
  /** Ms that it stays open, doubled with each trial call that fails. Default: 30,000. */
  readonly openMs?: number;
  /** Ms that it stays open at most. Default: 300,000. */
  readonly maxOpenMs?: number;
}

export type BreakerLimits = Readonly<Required<BreakerOptions>>;

export const BREAKER_DEFAULTS: BreakerLimits = {
  failures: 5,
  rate: 0.2,
  minCalls: 20,
  windowMs: 30_000,
  openMs: 30_000,
  maxOpenMs: 300_000,
};

/** Calls of a tenth of the window, and how many of them failed. */
interface Slice {
  readonly start: number;
  readonly calls: number;
  readonly failures: number;
}

/** What is known of one model of one provider. Times are those of `Date.now()`. */
export interface ModelState {
  readonly slices: readonly Slice[];
  /** Failures since the last success. */
  readonly inARow: number;
  /** Open until then; 0: closed. Past it a trial call is due. */
  readonly openUntil: number;
  /** How often it opened since it was last closed. */
  readonly opened: number;
  /** A trial call is under way, and gives up its turn then. */
  readonly trialUntil: number;
  readonly lastFailure: (AttemptFailure & { readonly at: number }) | undefined;
  /** Ms to the first content, smoothed; undefined: never seen. */
  readonly latencyMs: number | undefined;
  readonly latencyAt: number;
}

export const NEW_MODEL: ModelState = {
  slices: [],
  inARow: 0,
  openUntil: 0,
  opened: 0,
  trialUntil: 0,
  lastFailure: undefined,
  latencyMs: undefined,
  latencyAt: 0,
};

const SLICES = 10;
/** The weight of the newest latency in the smoothed one. */
const NEWEST = 0.3;
/** A trial call that says nothing for so long is taken for lost. */
const TRIAL_MS = 120_000;

/** `closed`: calls pass. `open`: none do. `half-open`: one may, to try. `trying`: it is under way. */
export type BreakerPhase = "closed" | "open" | "half-open" | "trying";

export function phaseOf(state: ModelState, now: number): BreakerPhase {
  if (state.openUntil === 0) return "closed";
  if (now < state.openUntil) return "open";
  return now < state.trialUntil ? "trying" : "half-open";
}

/** A trial call begins. */
export function tried(state: ModelState, now: number): ModelState {
  return { ...state, trialUntil: now + TRIAL_MS };
}

/** A trial call ended without a verdict. */
export function released(state: ModelState): ModelState {
  return { ...state, trialUntil: 0 };
}

/** A trial call has content: closed again. What failed before says nothing of now. */
export function answered(state: ModelState): ModelState {
  return { ...state, openUntil: 0, opened: 0, trialUntil: 0, inARow: 0, slices: [] };
}

/** A call ended well; its first content had come after `latencyMs`. */
export function succeeded(
  state: ModelState,
  now: number,
  latencyMs: number,
  limits: BreakerLimits,
): ModelState {
  const { latencyMs: before = latencyMs } = state;
  return {
    ...state,
    inARow: 0,
    slices: counted(state.slices, now, false, limits),
    latencyMs: before + NEWEST * (latencyMs - before),
    latencyAt: now,
  };
}

/** A call failed in a way that tells of the provider. */
export function failed(
  state: ModelState,
  now: number,
  failure: AttemptFailure,
  limits: BreakerLimits,
): ModelState {
  const slices = counted(state.slices, now, true, limits);
  const next = { ...state, slices, inARow: state.inARow + 1, lastFailure: { ...failure, at: now } };
  const trial = state.openUntil > 0;
  if (!trial && !isTooMuch(next, limits)) return next;
  // Those that were under way when it opened tell nothing new.
  if (trial && now < state.openUntil) return next;
  const ms = Math.min(limits.maxOpenMs, limits.openMs * 2 ** state.opened);
  return { ...next, openUntil: now + ms, opened: state.opened + 1, trialUntil: 0 };
}

/** Calls within the window, and failures among them. */
export function countOf(
  { slices }: ModelState,
  now: number,
  { windowMs }: BreakerLimits,
): { readonly calls: number; readonly failures: number } {
  let calls = 0;
  let failures = 0;
  for (const slice of slices) {
    if (slice.start <= now - windowMs) continue;
    calls += slice.calls;
    failures += slice.failures;
  }
  return { calls, failures };
}

function isTooMuch(state: ModelState, limits: BreakerLimits): boolean {
  if (state.inARow >= limits.failures) return true;
  const { calls, failures } = countOf(state, state.lastFailure?.at ?? 0, limits);
  return calls >= limits.minCalls && failures >= calls * limits.rate;
}

function counted(
  slices: readonly Slice[],
  now: number,
  failure: boolean,
  { windowMs }: BreakerLimits,
): readonly Slice[] {
  const length = windowMs / SLICES;
  const start = Math.floor(now / length) * length;
  const last = slices.at(-1);
  const failures = failure ? 1 : 0;
  if (last?.start === start) {
    const grown = { start, calls: last.calls + 1, failures: last.failures + failures };
    return slices.with(slices.length - 1, grown);
  }
  const current = slices.filter((slice) => slice.start > now - windowMs);
  return [...current, { start, calls: 1, failures }];
}
