import { figure, type Results, type SuiteResult } from "./lib/results.ts";

/** One line of what was promised: a figure, and the most or least it may be. */
export interface Target {
  readonly name: string;
  readonly suite: string;
  readonly unit: string;
  readonly most?: number;
  readonly least?: number;
  /** What would be better still, in the same sense. */
  readonly aim?: number;
  readonly value: (of: Of) => number;
  /** What a bound in units of time is measured by; without it the bound holds as it stands. */
  readonly gauge?: Gauge;
}

/**
 * What a bound that was set on one machine is on this one (adr/010): on a machine on which the limit takes
 * twice as long there is twice the time.
 */
type Gauge = (set: number, of: OfSuite) => number;

/** The figure of a row of any suite. */
type OfSuite = (suite: string, row: string, key: string) => number;

/** The figure of a row of the target's suite. */
export type Of = (row: string, key: string) => number;

/** A machine that is shared measures so much too much now and then. */
export const MARGIN = 1.1;

const OURS = "g4f registry + router";
const CPU = "block.plain.10000.cpu";
const PADDED = "block.padded.10000.cpu";
const RECORDED = "openai-text.jsonl.plain.10000.cpu";
const GATEWAY = "g4f gateway";
const IMPORT = "g4f (core + one provider)";

/** As much slower or faster as the limit is, which took `was`. */
const limit =
  (suite: string, key: string, was: number): Gauge =>
  (set, of) =>
    (set * of(suite, "limit", key)) / was;

/**
 * Where the bounds were set: µs per token of the limit, ms that a pass-through added, and what part of
 * openai's time for a small request the limit took.
 */
const SET_ON = { token: 1.5, passThrough: 0.44, smallShare: 0.11 / 0.4 };

/** The way through another process, as long as a pass-through's, and work of its own, at the pace of the limit. */
const relayed: Gauge = (set, of) => {
  const way = of("gateways", "pass-through", "first") - of("gateways", "direct", "first");
  return way + limit("tokens", CPU, SET_ON.token)(set - SET_ON.passThrough, of);
};

/** What no client can save, beside what openai takes: the share is larger where connections are dear. */
const smallShare: Gauge = (set, of) => {
  const share = of("small", "limit", "ms") / of("small", "openai create()", "ms");
  return (set * share) / SET_ON.smallShare;
};

const times = (name: string, peer: string, [least, aim]: readonly [number, number]): Target => ({
  name: `CPU per token: ${name} over ours`,
  suite: "tokens",
  unit: "×",
  least,
  aim,
  value: (of) => of(peer, CPU) / of(OURS, CPU),
});

/** Everything that is promised, with registry and router in between where a call is measured. */
export const TARGETS: readonly Target[] = [
  {
    name: "CPU per token, of the limit",
    suite: "tokens",
    unit: "×",
    most: 1.2,
    aim: 0.8,
    value: (of) => of(OURS, CPU) / of("limit", CPU),
  },
  {
    name: "CPU per token of a padded stream, of the limit",
    suite: "tokens",
    unit: "×",
    most: 1.2,
    aim: 0.8,
    value: (of) => of(OURS, PADDED) / of("limit", PADDED),
  },
  {
    name: "CPU per event of OpenAI's recorded stream, of the limit",
    suite: "recorded",
    unit: "×",
    most: 1.2,
    aim: 0.8,
    value: (of) => of(OURS, RECORDED) / of("limit", RECORDED),
  },
  times("openai", "openai create()", [3, 4.5]),
  times("LangChain", "LangChain.js", [6, 9]),
  times("AI SDK textStream", "AI SDK textStream", [12, 18]),
  {
    name: "cost per token at 100,000, of that at 10,000",
    suite: "tokens",
    unit: "×",
    most: 1.15,
    value: (of) => of(OURS, "block.plain.100000.cpu") / of(OURS, CPU),
  },
  {
    name: "cost per token at 10,000, of that at 1,000",
    suite: "tokens",
    unit: "×",
    most: 1.15,
    value: (of) => of(OURS, CPU) / of(OURS, "block.plain.1000.cpu"),
  },
  {
    name: "warm time to first token, over the limit",
    suite: "first-token",
    unit: "ms",
    most: 0.1,
    aim: 0.05,
    value: (of) => of("g4f", "ms") - of("limit", "ms"),
    gauge: limit("first-token", "ms", 0.14),
  },
  {
    name: "small request, of openai",
    suite: "small",
    unit: "×",
    most: 0.4,
    aim: 0.3,
    value: (of) => of("g4f", "ms") / of("openai create()", "ms"),
    gauge: smallShare,
  },
  {
    name: "memory per slow stream, of openai",
    suite: "slow-streams",
    unit: "×",
    most: 0.55,
    aim: 0.4,
    value: (of) => of("g4f", "perStream") / of("openai create()", "perStream"),
  },
  {
    name: "lag p99 under 1,000 slow streams",
    suite: "slow-streams",
    unit: "ms",
    most: 100,
    value: (of) => of("g4f", "lag"),
  },
  {
    name: "peak memory of 1,000 slow streams",
    suite: "slow-streams",
    unit: "MiB",
    most: 200,
    value: (of) => of("g4f", "peak"),
  },
  {
    name: "one line of 8 MiB",
    suite: "long-line",
    unit: "ms",
    most: 60,
    value: (of) => of("g4f", "ms"),
    gauge: limit("long-line", "ms", 50),
  },
  {
    name: "longest stall in one line of 8 MiB",
    suite: "long-line",
    unit: "ms",
    most: 50,
    value: (of) => of("g4f", "stall"),
  },
  {
    name: "each of 10,000 fragments of arguments",
    suite: "tool-arguments",
    unit: "µs",
    most: 5,
    value: (of) => of("g4f", "10000.cpu"),
    gauge: limit("tokens", CPU, SET_ON.token),
  },
  {
    name: "a fragment of 10,000, of one of 1,000",
    suite: "tool-arguments",
    unit: "×",
    most: 1.15,
    value: (of) => of("g4f", "10000.cpu") / of("g4f", "1000.cpu"),
  },
  {
    name: "short call through a route, of one without",
    suite: "layers",
    unit: "×",
    most: 1.05,
    value: (of) => of("short call, route", "ratio"),
  },
  {
    name: "import over bare Node",
    suite: "imports",
    unit: "ms",
    most: 60,
    aim: 35,
    value: (of) => of(IMPORT, "over"),
  },
  {
    name: "installed size",
    suite: "imports",
    unit: "MB",
    most: 18,
    aim: 12,
    value: (of) => of(IMPORT, "mb"),
  },
  {
    name: "installed packages",
    suite: "imports",
    unit: "",
    most: 12,
    value: (of) => of(IMPORT, "packages"),
  },
  {
    name: "gateway: CPU per million tokens, of a pass-through",
    suite: "gateways",
    unit: "×",
    most: 2,
    aim: 1.6,
    value: (of) => of(GATEWAY, "cpu") / of("pass-through", "cpu"),
  },
  {
    name: "gateway: added time to first byte",
    suite: "gateways",
    unit: "ms",
    most: 0.6,
    aim: 0.45,
    value: (of) => of(GATEWAY, "first") - of("direct", "first"),
    gauge: relayed,
  },
];

/**
 * How a target stands. `missing`: its suite was run in full, and the figure is not there; `left out`: who it
 * is about could not take part, and the suite says why.
 */
export type Standing = "aim" | "must" | "margin" | "missed" | "missing" | "left out" | "not run";

/** A target and what was measured. */
export interface Outcome {
  readonly target: Target;
  readonly value: number;
  /** What it must be, on this machine. */
  readonly bound: number;
  /** What would be better still, on this machine. */
  readonly aim: number | undefined;
  readonly standing: Standing;
}

/** Holds a run against every target. */
export function outcomes({ suites, quick }: Results): Outcome[] {
  const named = (wanted: string): SuiteResult | undefined =>
    suites.find(({ name }) => name === wanted);
  const of: OfSuite = (suite, row, key) => figure(named(suite), row, key);
  return TARGETS.map((target) => {
    const { gauge = (set) => set, most, least } = target;
    const value = target.value((row, key) => of(target.suite, row, key));
    const bound = gauge(most ?? least ?? Number.NaN, of);
    const aim = target.aim === undefined ? undefined : gauge(target.aim, of);
    const suite = named(target.suite);
    return {
      target,
      value,
      bound,
      aim,
      standing: standingOf(target, { value, bound, aim }, { suite, quick }),
    };
  });
}

type Measured = Pick<Outcome, "value" | "bound" | "aim">;

function standingOf(
  target: Target,
  measured: Measured,
  { suite, quick }: { readonly suite: SuiteResult | undefined; readonly quick: boolean },
): Standing {
  if (suite === undefined) return "not run";
  if (!Number.isNaN(measured.value) && !Number.isNaN(measured.bound)) {
    return standing(target, measured);
  }
  if (suite.leftOut.some(({ name }) => target.name.startsWith("gateway") && name === GATEWAY)) {
    return "left out";
  }
  // A quick run leaves some lengths out.
  return quick ? "not run" : "missing";
}

function standing({ least }: Target, { value, bound, aim }: Measured): Standing {
  const within = (most: number): boolean => (least === undefined ? value <= most : value >= most);
  if (aim !== undefined && within(aim)) return "aim";
  if (within(bound)) return "must";
  return within(least === undefined ? bound * MARGIN : bound / MARGIN) ? "margin" : "missed";
}

/** A bound as it is shown: with what it was set to where the machine is gauged. */
export function shownBound({ target, bound }: Outcome): string {
  const { least, most, gauge } = target;
  const sign = most === undefined ? "≥" : "≤";
  const set = String(most ?? least);
  return gauge === undefined ? `${sign} ${set}` : `${sign} ${bound.toFixed(2)} (set: ${set})`;
}

/** An aim as it is shown. */
export function shownAim(aim: number | undefined): string {
  return aim === undefined ? "" : String(Math.round(aim * 1000) / 1000);
}
