import type { Measured } from "./spread.ts";

/** What one process measured, by key. */
export type Figures = Readonly<Record<string, number>>;

/** One contestant in one suite. */
export interface Row {
  readonly name: string;
  readonly kind: "limit" | "ours" | "peer" | "upstream";
  readonly figures: Readonly<Record<string, Measured>>;
}

/** One column of figures; `key` is theirs. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly digits: number;
}

/** What is shown of a suite at once. */
export interface View {
  readonly title: string;
  readonly columns: readonly Column[];
  /** The key that ratios are told of. */
  readonly ratio: string;
  /** The row that counts as 1; default: the limit. */
  readonly base?: string;
  /** Only in the report, not in the terminal. */
  readonly detail?: boolean;
}

/** A contestant that is not in a suite, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/** One suite as it was run. */
export interface SuiteResult {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly views: readonly View[];
  readonly rows: readonly Row[];
  readonly leftOut: readonly LeftOut[];
  /** What has to be known to read the figures. */
  readonly notes: readonly string[];
  /** Processors that others kept busy right before and after, and the system's load averages then. */
  readonly others: readonly [before: number, after: number];
  readonly load: readonly number[];
  readonly seconds: number;
}

/** One run of the bench. */
export interface Results {
  readonly date: string;
  readonly quick: boolean;
  readonly machine: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly suites: readonly SuiteResult[];
  /** Why the run proves nothing; absent where it does. */
  readonly voided?: string;
}

/** The figure of a row; NaN where it has none. */
export function figure(suite: SuiteResult | undefined, name: string, key: string): number {
  return suite?.rows.find((row) => row.name === name)?.figures[key]?.median ?? Number.NaN;
}
