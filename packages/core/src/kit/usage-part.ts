import type { UsagePart } from "../chunk.ts";

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
  const counts = {
    inputTokens,
    outputTokens,
    totalTokens: countOf(total) ?? both,
    cachedTokens: countOf(cached),
    reasoningTokens: countOf(reasoning),
  };
  const known = Object.entries(counts).filter(([, value]) => value !== undefined);
  return { type: "usage", exact: true, ...(Object.fromEntries(known) as Partial<UsagePart>) };
}

/** A number of tokens; undefined for anything else. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
