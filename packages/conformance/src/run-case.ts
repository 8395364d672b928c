import { CaseBench, type BenchSetup } from "./bench.ts";
import type { Case } from "./case.ts";
import { failureFacts, Overdue, type FailureFacts } from "./failure.ts";
import { HoldMeter } from "./hold.ts";
import { watchProcess } from "./watch-process.ts";

/** Most time one attempt at a case may take, in ms. */
export const CASE_DEADLINE_MS = 10_000;
/** How often a case is tried where the event loop is held up. */
const MOST_ATTEMPTS = 3;
const HOLD_MS = 50;

/** How a case went. */
export interface CaseRun {
  readonly failure?: FailureFacts;
  readonly ms: number;
  /** More than one where attempts failed while the event loop was held up. */
  readonly attempts: number;
  /** How long the event loop was held up at most while an attempt failed, in ms. */
  readonly heldUpMs?: number;
}

/** How much patience one case gets. */
export interface CaseLimits {
  /** Most time one attempt may take, in ms. Default: 10 000. */
  readonly deadlineMs?: number;
  /** Default: 3. */
  readonly attempts?: number;
  /** How long timers and sockets may stay behind the end of the case, in ms. Default: 1 500. */
  readonly patienceMs?: number;
}

/**
 * Runs one case on a bench of its own. A failed attempt is made again only where the event loop was held
 * up for more than 50 ms meanwhile: a starved machine is no verdict.
 */
export async function runCase(
  one: Case,
  setup: BenchSetup,
  limits: CaseLimits = {},
): Promise<CaseRun> {
  const { attempts: most = MOST_ATTEMPTS } = limits;
  const started = performance.now();
  let heldUpMs: number | undefined;
  for (let attempts = 1; ; attempts++) {
    const hold = new HoldMeter();
    const failure = await attempt(one, setup, limits);
    const held = hold.stop();
    if (failure !== undefined) heldUpMs = Math.max(heldUpMs ?? 0, held);
    if (failure === undefined || held <= HOLD_MS || attempts === most) {
      return {
        ...(failure === undefined ? {} : { failure }),
        ms: Math.round(performance.now() - started),
        attempts,
        ...(heldUpMs === undefined ? {} : { heldUpMs }),
      };
    }
  }
}

async function attempt(
  one: Case,
  setup: BenchSetup,
  { deadlineMs = CASE_DEADLINE_MS, patienceMs }: CaseLimits,
): Promise<FailureFacts | undefined> {
  const bench = new CaseBench(setup);
  let failure: FailureFacts | undefined;
  const note = (thrown: unknown): void => {
    failure ??= failureFacts(thrown, bench.sent);
  };
  const offences = await watchProcess(async () => {
    await underDeadline(deadlineMs, one.run(bench)).catch(note);
    await bench.close().catch(note);
  }, patienceMs);
  if (failure !== undefined) return failure;
  if (offences.length === 0) return undefined;
  return {
    message: "the provider did to its process what it must not do",
    received: offences.join("; "),
    expected: "no unhandled rejection, no warning, nothing on stdout, no timer or socket left",
    by: "watch",
    ...(bench.sent === undefined ? {} : { sent: bench.sent }),
  };
}

async function underDeadline(ms: number, run: Promise<void>): Promise<void> {
  // What comes later than the deadline is nobody's any more.
  run.catch(() => {});
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => over.reject(new Overdue(ms)), ms);
  try {
    await Promise.race([run, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
