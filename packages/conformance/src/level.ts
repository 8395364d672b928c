import type { Case, Level } from "./case.ts";
import type { Dialect } from "./dialect.ts";

/** Levels of a provider with a wire, in the order in which they are named. */
const LEVELS = ["core", "tools", "reasoning", "stateful", "secure"] as const satisfies Level[];

/** One case as far as levels go. */
export interface Verdict {
  readonly level: Case["level"];
  readonly status: "passed" | "failed" | "not-applicable";
}

/**
 * What was proven: `core` where every case of it that applies passed; each other level where besides
 * core all of its cases that apply passed, and there were any. Nothing above `core` for a wire whose end
 * proves nothing about what came before it.
 */
export function earnedLevels(
  verdicts: readonly Verdict[],
  terminators: readonly Dialect["terminator"][],
): readonly Level[] {
  if (earned("wireless", verdicts)) return ["wireless"];
  if (!earned("core", verdicts)) return [];
  if (levelCap(terminators) !== undefined) return ["core"];
  return LEVELS.filter((level) => earned(level, verdicts));
}

/** Why nothing above `core` can be earned; undefined where all can. */
export function levelCap(terminators: readonly Dialect["terminator"][]): string | undefined {
  const weak = terminators.find((terminator) => terminator !== "finish");
  if (weak === undefined) return undefined;
  const why = weak === "done" ? "does not say why an answer ended" : "cannot prove an end";
  return `core at most: the terminator ${weak} ${why}`;
}

function earned(level: Level, verdicts: readonly Verdict[]): boolean {
  const asked = verdicts.filter((one) => one.level === level && one.status !== "not-applicable");
  return asked.length > 0 && asked.every(({ status }) => status === "passed");
}
