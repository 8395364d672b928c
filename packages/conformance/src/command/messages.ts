import type { CaseReport, Report } from "../report.ts";
import type { ConformanceTarget } from "./target.ts";

/** What the process that runs the suite is told. */
export interface Order {
  readonly target: ConformanceTarget;
  readonly filter: string | undefined;
}

/** What it tells. */
export type News =
  /** The provider is loaded; these cases follow, in this order. */
  | { readonly type: "begun"; readonly cases: readonly string[] }
  | { readonly type: "case"; readonly report: CaseReport }
  | { readonly type: "done"; readonly report: Report }
  /** It cannot begin. */
  | { readonly type: "unusable"; readonly message: string };
