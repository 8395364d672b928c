import type { Usage } from "./result.ts";

/** What a million tokens of each kind cost, in one currency of your choice; at most nine decimals. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
  /** Input that was read from a cache. Default: as `input`. */
  readonly cached?: number;
  /** Output that was spent on reasoning. Default: as `output`. */
  readonly reasoning?: number;
}

/** Prices by `provider:model`; the provider's name in any case, the model as upstream knows it. */
export type PriceTable = Readonly<Record<string, TokenPrice>>;

/** Who answered, and what was counted: a `CallResult` is one. */
export interface Costed {
  readonly provider: string;
  readonly model: string;
  readonly usage?: Usage | undefined;
}

/** What a call cost, in the currency of the table; the four kinds make up `total`. */
export interface Cost {
  readonly total: number;
  /** Input that came from no cache. */
  readonly input: number;
  readonly cached: number;
  /** Output that was no reasoning. */
  readonly output: number;
  readonly reasoning: number;
  /** False where tokens were estimated, or input or output was not counted: the true cost may be higher. */
  readonly exact: boolean;
}

/**
 * What a call cost. Sums are made of whole numbers, and rounded once, to the nearest `number`.
 * Undefined where nothing was counted or the table has no price for the model.
 * @throws TypeError where a price is negative, no number, or has more than nine decimals.
 */
export function costOf({ provider, model, usage }: Costed, prices: PriceTable): Cost | undefined {
  const price = priceOf(prices, provider, model);
  if (usage === undefined || price === undefined) return undefined;
  const { inputTokens, outputTokens, cachedTokens = 0, reasoningTokens = 0, exact } = usage;
  const input = BigInt(Math.max(0, (inputTokens ?? 0) - cachedTokens)) * nanos(price.input);
  const cached = BigInt(cachedTokens) * nanos(price.cached ?? price.input);
  const output = BigInt(Math.max(0, (outputTokens ?? 0) - reasoningTokens)) * nanos(price.output);
  const reasoning = BigInt(reasoningTokens) * nanos(price.reasoning ?? price.output);
  return {
    total: amount(input + cached + output + reasoning),
    input: amount(input),
    cached: amount(cached),
    output: amount(output),
    reasoning: amount(reasoning),
    exact: exact && inputTokens !== undefined && outputTokens !== undefined,
  };
}

function priceOf(prices: PriceTable, provider: string, model: string): TokenPrice | undefined {
  const isMeant = (key: string): boolean => {
    const end = key.indexOf(":");
    const names = end > 0 && key.slice(0, end).toLowerCase() === provider.toLowerCase();
    return names && key.slice(end + 1) === model;
  };
  return Object.entries(prices).find(([key]) => isMeant(key))?.[1];
}

/** A price in whole thousand-millionths, as its shortest decimal text says it. */
function nanos(price: number): bigint {
  const whole = Math.round(price * 1e9);
  if (!(price >= 0) || !Number.isFinite(whole) || Number(`${BigInt(whole)}e-9`) !== price) {
    throw new TypeError(
      `a price is ${String(price)}; it must be a number from 0 per million tokens, with at most nine decimals`,
    );
  }
  return BigInt(whole);
}

/** Thousand-millionths per million tokens: fifteen decimals. */
function amount(value: bigint): number {
  return Number(`${value}e-15`);
}
