import { describe, expect, test } from "vitest";

import { Refusal, type Client, type Spend } from "../../src/index.ts";
import { Accounts } from "../../src/keys/accounts.ts";
import { Pricing } from "../../src/keys/pricing.ts";
import type { KeyRules } from "../../src/keys/rules.ts";

/** Four characters are taken for a token. */
function asking(tokens: number, maxTokens: number) {
  const messages = [{ role: "user" as const, content: "abcd".repeat(tokens) }];
  return { model: "m", stream: true, original: {}, call: { messages, maxTokens } };
}

function open(rules: KeyRules) {
  const clock = { now: Date.UTC(2026, 0, 31, 23, 0) };
  const accounts = new Accounts({ now: () => clock.now });
  accounts.pricing = new Pricing({ "acme:one": { input: 1_000_000, output: 2_000_000 } }, (id) =>
    id === "fast" ? ["acme:one"] : undefined,
  );
  const policy = accounts.policyOf("k1", rules);
  const client: Client = { id: "k1", name: "k", ...(policy === undefined ? {} : { policy }) };
  let calls = 0;
  return {
    clock,
    client,
    /** Gives what ends the call. */
    async call(tokens: number, maxTokens: number, model = "acme:one") {
      const requestId = `r${calls++}`;
      await client.policy?.admit(asking(tokens, maxTokens), model, requestId);
      return async (usage: Spend["usage"], more: Partial<Spend> = {}): Promise<void> => {
        const spend = {
          requestId,
          client: client,
          face: "openai-chat",
          model,
          provider: "Acme",
          upstreamModel: "one",
          usage,
          outcome: "complete" as const,
          startedAt: clock.now,
          durationMs: 1,
          ...more,
        };
        await accounts.settle(spend);
      };
    },
  };
}

const used = (inputTokens: number, outputTokens: number) => ({
  inputTokens,
  outputTokens,
  exact: true,
});

describe("models", () => {
  test("a key without rules has no policy; one with models sees these alone", () => {
    const accounts = new Accounts();
    expect(accounts.policyOf("a", {})).toBeUndefined();
    const policy = accounts.policyOf("a", { models: ["fast", "acme:*"] });
    expect(["fast", "acme:two", "slow"].map((model) => policy?.allows(model))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("requests a minute", () => {
  test("the one too many is told when to come again, and then gets in", async () => {
    const key = open({ requestsPerMinute: 2 });
    await key.call(1, 1);
    await key.call(1, 1);
    const error = await key.call(1, 1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ status: 429, code: "rate_limit", retryAfterMs: 65_000 });
    expect(String(error)).toMatch(/this key may use 2 requests a minute/);
    key.clock.now += 65_000;
    await key.call(1, 1);
  });

  test("two keys do not share a limit", async () => {
    const accounts = new Accounts();
    const rules = { requestsPerMinute: 1 };
    await accounts.policyOf("a", rules)?.admit(asking(1, 1), "m", "r1");
    await accounts.policyOf("b", rules)?.admit(asking(1, 1), "m", "r2");
    await expect(accounts.policyOf("a", rules)?.admit(asking(1, 1), "m", "r3")).rejects.toThrow(
      Refusal,
    );
  });
});

describe("tokens a minute", () => {
  test("are held while a call runs, and counted in truth when it is over", async () => {
    const key = open({ tokensPerMinute: 100 });
    const end = await key.call(20, 60);
    await expect(key.call(10, 20)).rejects.toThrow("100 tokens a minute");
    await end(used(20, 10));
    await (
      await key.call(10, 20)
    )(used(10, 60));
    await expect(key.call(1, 1)).rejects.toThrow(Refusal);
  });

  test("what was refused for one limit is taken from no other", async () => {
    const key = open({ requestsPerMinute: 2, tokensPerMinute: 100 });
    await key.call(50, 50);
    for (let i = 0; i < 5; i++) await expect(key.call(1, 1)).rejects.toThrow("tokens a minute");
    key.clock.now += 65_000;
    await key.call(1, 1);
    await key.call(1, 1);
    await expect(key.call(1, 1)).rejects.toThrow("requests a minute");
  });
});

describe("a budget", () => {
  test("in money is held by the price, spent in truth, and begins anew with its period", async () => {
    const key = open({ budget: { amount: 100, per: "day" } });
    const [first, second] = [await key.call(10, 40), await key.call(10, 40, "fast")];
    await expect(key.call(1, 1)).rejects.toMatchObject({ status: 429, code: "quota" });
    await first(used(10, 5));
    await second(used(30, 25));
    await expect(key.call(1, 1)).rejects.toThrow("begins anew at 2026-02-01T00:00:00.000Z");
    key.clock.now += 3_600_000;
    await (
      await key.call(1, 1)
    )(used(1, 1));
  });

  test("does not pay for what failed; what was left early without a count costs what was held", async () => {
    const key = open({ budget: { tokens: 100, per: "month" } });
    await (
      await key.call(50, 50)
    )(undefined, { outcome: "failed" });
    await (
      await key.call(50, 49)
    )(undefined, { outcome: "aborted" });
    await (
      await key.call(1, 1)
    )(used(1, 0));
    await expect(key.call(1, 1)).rejects.toThrow("the budget of this key is spent");
  });

  test("for ever", async () => {
    const key = open({ budget: { tokens: 10, per: "total" } });
    await (
      await key.call(5, 5)
    )(used(5, 5));
    key.clock.now += 5 * 365 * 86_400_000;
    await expect(key.call(1, 1)).rejects.toThrow(/is spent$/);
  });

  test("in money is charged for no model without a price", async () => {
    const key = open({ budget: { amount: 1, per: "day" } });
    await expect(key.call(1, 1, "other:two")).rejects.toMatchObject({
      status: 403,
      code: "permission",
      parameter: "model",
    });
    // Who answered has another name than was asked for: the price is that of the request.
    await (
      await key.call(0, 0)
    )(used(1, 0), { upstreamModel: "one-2026" });
    await expect(key.call(1, 1)).rejects.toMatchObject({ code: "quota" });
  });

  test("is one, however many ask at once", async () => {
    const key = open({ budget: { amount: 100, per: "day" } });
    const calls = Array.from({ length: 50 }, () =>
      key.call(10, 10).then(
        () => "in",
        () => "out",
      ),
    );
    const outcomes = await Promise.all(calls);
    // 30 each: the fourth one begins below the budget.
    expect(outcomes.filter((one) => one === "in")).toHaveLength(4);
  });
});
