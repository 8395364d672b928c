import type { ProviderManifest } from "@g4f/core";

import type { Case, Level } from "./case.ts";
import type { Dialect } from "./dialect.ts";
import type { FailureFacts } from "./failure.ts";
import { earnedLevels, levelCap } from "./level.ts";

/** How one case went. */
export interface CaseReport extends Pick<Case, "id" | "level" | "rule" | "proves"> {
  readonly status: "passed" | "failed" | "not-applicable";
  readonly ms: number;
  /** Why it did not apply. */
  readonly reason?: string;
  readonly failure?: FailureFacts;
  /** More than one where the machine held the event loop up: failed attempts were made again. */
  readonly attempts: number;
  /** How long the event loop was held up during a failed attempt, in ms. */
  readonly heldUpMs?: number;
}

/** How a whole run went. */
export interface Report {
  readonly provider: string;
  /** Name of the dialect; absent for a provider without a wire. */
  readonly dialect?: string;
  /** How the provider was reached where a case did not care. */
  readonly transport?: string;
  readonly cases: readonly CaseReport[];
  readonly passed: number;
  readonly failed: number;
  readonly notApplicable: number;
  /** What was proven: the earned levels joined by `+`, such as `core+tools`, or `none`. */
  readonly level: string;
  readonly levels: readonly Level[];
  /** Why no more than this can be earned, where that is so. */
  readonly cap?: string;
  readonly ms: number;
}

/** What a report is about besides its cases. */
export interface ReportFacts {
  readonly manifest: ProviderManifest | undefined;
  readonly dialect: Dialect | undefined;
  readonly transport: string | undefined;
  readonly ms: number;
}

/** Counts, and finds the level. */
export function makeReport(cases: readonly CaseReport[], facts: ReportFacts): Report {
  const { manifest, dialect, transport, ms } = facts;
  const count = (status: CaseReport["status"]): number =>
    cases.filter((one) => one.status === status).length;
  const terminators = [dialect?.terminator, manifest?.terminator].filter(
    (one) => one !== undefined,
  );
  const ends = dialect === undefined ? [] : terminators;
  const levels = earnedLevels(cases, ends);
  const cap = levelCap(ends);
  return {
    provider: manifest?.name ?? "unknown",
    ...(dialect === undefined ? {} : { dialect: dialect.name }),
    ...(transport === undefined ? {} : { transport }),
    cases,
    passed: count("passed"),
    failed: count("failed"),
    notApplicable: count("not-applicable"),
    level: levels.length === 0 ? "none" : levels.join("+"),
    levels,
    ...(cap === undefined ? {} : { cap }),
    ms: Math.round(ms),
  };
}
