import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { costOf, type PriceTable, type TokenPrice } from "../src/cost.ts";
import type { Usage } from "../src/result.ts";

const prices: PriceTable = {
  "OpenAI:small": { input: 0.15, cached: 0.075, output: 0.6 },
  "openai:thinker": { input: 1.1, output: 4.4, reasoning: 2.2 },
  "Ollama:llama3:8b": { input: 0, output: 0 },
};
const of = (model: string, usage: Partial<Usage>, provider = "OpenAI") =>
  costOf({ provider, model, usage: { exact: true, ...usage } }, prices);

describe("what is billed", () => {
  test("each kind at its own price, parts taken off the whole that they belong to", () => {
    const usage = { inputTokens: 1000, cachedTokens: 400, outputTokens: 200, reasoningTokens: 50 };
    expect(of("small", usage)).toEqual({
      input: 0.000_09,
      cached: 0.000_03,
      output: 0.000_09,
      reasoning: 0.000_03,
      total: 0.000_24,
      exact: true,
    });
    expect(of("thinker", usage)).toEqual({
      input: 0.000_66,
      cached: 0.000_44,
      output: 0.000_66,
      reasoning: 0.000_11,
      total: 0.001_87,
      exact: true,
    });
  });

  test("a part that is larger than its whole, or alone, is billed once", () => {
    expect(of("small", { inputTokens: 10, cachedTokens: 20, outputTokens: 0 })).toMatchObject({
      input: 0,
      cached: 0.000_001_5,
      total: 0.000_001_5,
    });
  });

  test.each<[string, Partial<Usage>]>([
    ["an estimate", { inputTokens: 1, outputTokens: 1, exact: false }],
    ["no count of the input", { outputTokens: 1 }],
    ["no count of the output", { inputTokens: 1 }],
  ])("%s is not exact", (_, usage) => {
    expect(of("small", usage)?.exact).toBe(false);
  });
});

describe("the price that is meant", () => {
  test.each([
    ["another case of the provider", "OPENAI", "small", true],
    ["a model with a colon", "ollama", "llama3:8b", true],
    ["another provider's model", "Azure", "small", false],
    ["another case of the model", "OpenAI", "Small", false],
    ["a name of every object", "OpenAI", "constructor", false],
  ])("%s", (_, provider, model, found) => {
    const usage = { inputTokens: 1, outputTokens: 1 };
    expect(of(model, usage, provider) !== undefined).toBe(found);
  });

  test("nothing counted costs nothing that is known", () => {
    expect(costOf({ provider: "OpenAI", model: "small" }, prices)).toBeUndefined();
  });

  test.each([-1, NaN, Infinity, 1e-10, 0.123_456_789_1, "1" as never])("%s is none", (input) => {
    const table = { "a:b": { input, output: 1 } };
    const usage = { inputTokens: 1, outputTokens: 1, exact: true };
    expect(() => costOf({ provider: "a", model: "b", usage }, table)).toThrow(
      /^a price is .+; it must be a number from 0 per million tokens, with at most nine decimals$/,
    );
  });
});

/** Digits as a whole number of millionths: what a person would reckon on paper. */
const onPaper = (tokens: readonly number[], price: Required<TokenPrice>): number => {
  const micros = (value: number): bigint => BigInt(value.toFixed(6).replace(".", ""));
  const [input = 0, cached = 0, output = 0, reasoning = 0] = tokens;
  const sum =
    BigInt(input) * micros(price.input) +
    BigInt(cached) * micros(price.cached) +
    BigInt(output) * micros(price.output) +
    BigInt(reasoning) * micros(price.reasoning);
  const digits = sum.toString().padStart(13, "0");
  return Number(`${digits.slice(0, -12)}.${digits.slice(-12)}`);
};

test("every cost is the number nearest to the exact one", () => {
  const tokens = fc.nat({ max: 2_000_000_000 });
  const money = fc.nat({ max: 200_000_000 }).map((micros) => micros / 1e6);
  const price = fc.record({ input: money, cached: money, output: money, reasoning: money });
  fc.assert(
    fc.property(fc.tuple(tokens, tokens, tokens, tokens), price, (counts, row) => {
      const [input, cachedTokens, output, reasoningTokens] = counts;
      const usage = {
        inputTokens: input + cachedTokens,
        outputTokens: output + reasoningTokens,
        cachedTokens,
        reasoningTokens,
        exact: true,
      };
      const cost = costOf({ provider: "p", model: "m", usage }, { "p:m": row });
      expect(cost?.total).toBe(onPaper(counts, row));
    }),
  );
});
