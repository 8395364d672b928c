import type { Bench } from "../lib/bench.ts";
import type { Row, View } from "../lib/results.ts";

/** What a suite found. */
interface Found {
  readonly rows: readonly Row[];
  readonly views: readonly View[];
  readonly notes?: readonly string[];
}

/** Measurements that belong together. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  /** One or two sentences: what is measured, and how. */
  readonly about: string;
  /** Not in a quick run unless it is asked for by name. */
  readonly long?: true;
  readonly run: (bench: Bench) => Promise<Found>;
}
