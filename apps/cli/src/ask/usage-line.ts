import type { CallResult } from "@g4f/core";

/** What an answer cost, in words: tokens, who was paid, seconds. */
export function usageLine({ usage, provider, model }: CallResult, ms: number): string {
  const who = model === "" ? provider : `${provider}, ${model}`;
  return `tokens: ${tokens(usage)} · ${who} · ${(ms / 1000).toFixed(1)} s`;
}

function tokens(usage: CallResult["usage"]): string {
  if (usage === undefined) return "not told";
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens, totalTokens, exact } = usage;
  const parts = [
    count(inputTokens, "in") + of(cachedTokens, "cached"),
    count(outputTokens, "out") + of(reasoningTokens, "for reasoning"),
    count(totalTokens, "in all"),
  ].filter((part) => part !== "");
  return `${parts.join(", ")}${exact ? "" : " (estimated)"}`;
}

function count(value: number | undefined, words: string): string {
  return value === undefined ? "" : `${value} ${words}`;
}

function of(value: number | undefined, words: string): string {
  return value === undefined ? "" : ` (${value} ${words})`;
}
