import type { UsagePart } from "../chunk.ts";
import { defined } from "./defined.ts";

/** Numbers of tokens as a wire sends them: unchecked. */
export interface Counts {
  readonly input: unknown;
  readonly output: unknown;
  readonly total?: unknown;
  readonly cached?: unknown;
  readonly reasoning?: unknown;
}

/** What the provider counted, in the common form; what is no number is left out. */
export function usagePart({ input, output, total, cached, reasoning }: Counts): UsagePart {
  const inputTokens = countOf(input);
  const outputTokens = countOf(output);
  const both =
    inputTokens === undefined || outputTokens === undefined
      ? undefined
      : inputTokens + outputTokens;
  return defined({
    type: "usage" as const,
    exact: true,
    inputTokens,
    outputTokens,
    totalTokens: countOf(total) ?? both,
    cachedTokens: countOf(cached),
    reasoningTokens: countOf(reasoning),
  });
}

/** A number of tokens; undefined for anything else. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
