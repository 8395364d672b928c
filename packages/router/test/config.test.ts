import { ProviderRegistry } from "@g4f/core/registry";
import { expect, it } from "vitest";

import { openRoute, parseRoutes, RouteConfigError } from "../src/config.ts";
import { failureOf, member, messages, plays } from "./support/upstream.ts";

const whole = {
  main: {
    use: [
      "acme:acme-1",
      { model: "beta", weight: 2, price: { input: 1, output: 2 }, contextLength: 9 },
    ],
    order: "weighted",
    attempts: 4,
    attemptsPerTarget: 2,
    backoff: { baseMs: 100, maxMs: 1_000 },
    maxWaitMs: 0,
    budget: { ratio: 0.2 },
    breaker: false,
    cooldown: { baseMs: 1_000 },
    rateLimit: { requestsPerMinute: 60, tokensPerMinute: 1_000 },
    cache: { ttlMs: 1_000, tools: true },
    timeouts: { firstEvent: 1_000, attempt: 2_000 },
    hedge: { afterMs: 500 },
    continuation: true,
  },
};

it("takes plain data, and gives it back", () => {
  expect(parseRoutes(structuredClone(whole))).toEqual(whole);
});

it.each<readonly [unknown, string]>([
  [[], "routes must be a record"],
  [{ main: {} }, "routes.main.use is missing"],
  [{ main: { use: [] } }, "routes.main.use is empty: name at least one"],
  [{ main: { use: ["a", 3] } }, "routes.main.use[1] must be a string, or must be an object"],
  [{ main: { use: [{ model: "a", weight: "2" }] } }, "routes.main.use[0].weight must be a number"],
  [
    { main: { use: [{ model: "a", wait: 2 }] } },
    "routes.main.use[0].wait is unknown; known: model, account, weight, price, contextLength, rateLimit",
  ],
  [
    { main: { use: ["a"], order: "fast" } },
    "routes.main.order must be ordered, weighted, round-robin, least-latency, cheapest, capability, context-length",
  ],
  [{ main: { use: ["a"], attempts: 1.5 } }, "routes.main.attempts must be a whole number"],
  [{ main: { use: ["a"], attempts: 0 } }, "routes.main.attempts must be above 0"],
  [{ main: { use: ["a"], breaker: { rate: 2 } } }, "routes.main.breaker.rate must be at most 1"],
  [{ main: { use: ["a"], hedeg: {} } }, "routes.main.hedeg is unknown; did you mean hedge?"],
  [
    { main: { use: ["a"], store: {} } },
    "routes.main.store is unknown; known: use, order, attempts, attemptsPerTarget, backoff, maxWaitMs, budget, breaker, …",
  ],
  [
    { cache: { use: ["a"], breaker: { openms: 1 } } },
    "routes.cache.breaker.openms is unknown; did you mean openMs?",
  ],
  [
    { "a b": { use: ["a"] } },
    'routes.a b must be a name: 1 to 64 letters, digits, ".", "_" or "-"',
  ],
])("%j is refused: %s", (data, message) => {
  const parse = (): unknown => parseRoutes(data);
  expect(parse).toThrow(RouteConfigError);
  expect(parse).toThrow(new RegExp(`^${RegExp.escape(message)}$`));
});

it("tells every problem, with its path as data", () => {
  try {
    parseRoutes({ main: { use: ["a"], attempts: 0, hedge: {} } });
  } catch (error) {
    const { problems } = error as RouteConfigError;
    expect(problems.map(({ path }) => path)).toEqual([
      ["main", "attempts"],
      ["main", "hedge", "afterMs"],
    ]);
    return;
  }
  throw new Error("nothing was thrown");
});

it("opens a route by name over a registry", async () => {
  const registry = new ProviderRegistry()
    .register("acme", () => member("acme", plays({ status: 500, body: "{}" })))
    .register("beta", () => member("beta", plays({})));
  const routes = parseRoutes({ main: { use: ["acme", "beta"], attempts: 2 } });
  const router = await openRoute("main", routes, registry);
  const result = await router.createAsyncGenerator({ messages }).collect();
  expect([router.manifest.name, result.provider, result.attempts?.length]).toEqual([
    "main",
    "beta",
    2,
  ]);
  await expect(openRoute("mian", routes, registry)).rejects.toThrow(
    /has no route "mian"; did you mean main\?$/,
  );
  await expect(openRoute("constructor", routes, registry)).rejects.toThrow(RouteConfigError);
  const unknown = openRoute("x", parseRoutes({ x: { use: ["acne"] } }), registry);
  expect((await failureOf(unknown)).message).toContain("did you mean acme");
});
