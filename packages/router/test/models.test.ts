import type { Wire } from "@g4f/core";
import { ProviderRegistry } from "@g4f/core/registry";
import { describe, expect, it } from "vitest";

import { resolveRoute, route, type Order, type Target } from "../src/index.ts";
import { failureOf, member, messages, plays, type Upstream } from "./support/upstream.ts";

const bad = { status: 500, body: "{}" };
const shared = {
  models: { open: false, known: ["big", "small"], aliases: { latest: "big" } },
  defaultModel: "small",
};

function three(): { readonly upstreams: readonly Upstream[]; readonly use: readonly Target[] } {
  const upstreams = [plays({}), plays({}), plays({})];
  const [a, b, c] = upstreams as [Upstream, Upstream, Upstream];
  const use = [
    { provider: member("A", a, { manifest: shared }) },
    { provider: member("B", b), model: "b-9" },
    { provider: member("C", c, { manifest: shared }), model: "big" },
  ];
  return { upstreams, use };
}

describe("the model of a request", () => {
  it.each([
    [undefined, "A", "small"],
    ["big", "A", "big"],
    ["latest", "A", "big"],
    ["C:big", "C", "big"],
    ["c:latest", "C", "big"],
    ["b:b-9", "B", "b-9"],
    ["b-9", "B", "b-9"],
    ["B", "B", "b-9"],
    ["C:big, A", "C", "big"],
    ["route", "A", "small"],
  ])("%s is asked of %s as %s", async (model, provider, asked) => {
    const router = route({ use: three().use });
    const request = model === undefined ? { messages } : { messages, model };
    const result = await router.createAsyncGenerator(request).collect();
    expect([result.provider, result.model]).toEqual([provider, asked]);
  });

  it.each([
    ["bog", /no provider of the route has "bog"; did you mean big/],
    ["C:small", /no provider of the route has "C:small"/],
    ["A:big,nowhere", /has "nowhere"/],
  ])("%s is an error that says what there is, and nothing is sent", async (model, message) => {
    const { use, upstreams } = three();
    const error = await failureOf(
      route({ use }).createAsyncGenerator({ messages, model }).collect(),
    );
    expect(error.code).toBe("model_not_found");
    expect(error.message).toMatch(message);
    expect(upstreams.map(({ seen }) => seen.length)).toEqual([0, 0, 0]);
  });

  it("that nobody is known to have goes to those whose list is open", async () => {
    const use = [member("A", plays({}), { manifest: shared }), member("B", plays({}))];
    const result = await route({ use })
      .createAsyncGenerator({ messages, model: "new:7b" })
      .collect();
    expect([result.provider, result.model]).toEqual(["B", "new:7b"]);
  });
});

describe("capabilities", () => {
  const blind = { supports: { imageInput: false, tools: false } };
  const image = [
    { role: "user", content: [{ type: "image", url: "https://acme.test/cat.png" }] },
  ] as const;

  it("members that lack one are passed over", async () => {
    const first = plays({});
    const use = [member("A", first, { manifest: blind }), member("B", plays({}))];
    const result = await route({ use }).createAsyncGenerator({ messages: image }).collect();
    expect([result.provider, result.attempts?.length, first.seen.length]).toEqual(["B", 1, 0]);
  });

  it("where all lack one the error says which", async () => {
    const use = [
      member("A", plays({}), { manifest: blind }),
      member("B", plays({}), { manifest: blind }),
    ];
    const error = await failureOf(
      route({ use }).createAsyncGenerator({ messages: image }).collect(),
    );
    expect(error.code).toBe("not_supported");
    expect(error.message).toBe(
      "route: no provider of the route can serve the request: A:a-1 lacks imageInput; B:b-1 lacks imageInput",
    );
  });

  it("contexts that are too small are passed over, and the error says how large the largest is", async () => {
    const long = [{ role: "user", content: "x".repeat(8_000) }] as const;
    const use = [
      { provider: member("A", plays({})), contextLength: 1_000 },
      { provider: member("B", plays({})), contextLength: 4_000 },
    ];
    const result = await route({ use }).createAsyncGenerator({ messages: long }).collect();
    expect(result.provider).toBe("B");
    const small = route({ use: use.slice(0, 1) });
    const error = await failureOf(small.createAsyncGenerator({ messages: long }).collect());
    expect(error).toMatchObject({ code: "context_length" });
    expect(error.message).toContain(
      "about 2000 tokens long; the largest context of the route holds 1000",
    );
  });

  it("after a context that was too small only larger ones are asked", async () => {
    const second = plays({});
    const use = [
      { provider: member("A", plays({ status: 413, body: "{}" })), contextLength: 1_000 },
      { provider: member("B", second), contextLength: 1_000 },
      { provider: member("C", plays({})), contextLength: 2_000 },
    ];
    const result = await route({ use }).createAsyncGenerator({ messages }).collect();
    expect([result.provider, second.seen.length]).toEqual(["C", 0]);
  });
});

describe("orders", () => {
  const first = async (order: Order, use: readonly Target[], extra: object = {}): Promise<string> =>
    (
      await route({ order, use })
        .createAsyncGenerator({ messages, ...extra })
        .collect()
    ).provider;

  it("cheapest: by price and length", async () => {
    const use = [
      { provider: member("Dear", plays({})), price: { input: 1, output: 9 } },
      { provider: member("Cheap", plays({})), price: { input: 2, output: 1 } },
    ];
    expect(await first("cheapest", use)).toBe("Cheap");
    const long = [{ role: "user", content: "x".repeat(40_000) }];
    expect(await first("cheapest", use, { messages: long, maxTokens: 1 })).toBe("Dear");
  });

  it("capability: those said to have it first", async () => {
    const tools = [{ name: "look", parameters: { type: "object" } }];
    const use = [
      { provider: member("Unsaid", plays({})) },
      { provider: member("Said", plays({}), { manifest: { supports: { tools: true } } }) },
    ];
    expect(await first("capability", use, { tools })).toBe("Said");
    expect(await first("capability", use)).toBe("Unsaid");
  });

  it("context-length: the smallest that holds it", async () => {
    const use = [
      { provider: member("Huge", plays({})), contextLength: 100_000 },
      { provider: member("Small", plays({})), contextLength: 1_000 },
      { provider: member("Unsaid", plays({})) },
    ];
    expect(await first("context-length", use)).toBe("Small");
    const long = [{ role: "user", content: "x".repeat(40_000) }];
    expect(await first("context-length", use, { messages: long })).toBe("Huge");
  });

  it("least-latency: whoever was fastest, and who was not seen is tried", async () => {
    const slow = member("Slow", plays({ delay: 60 }));
    const fast = member("Fast", plays({ delay: 1 }));
    const router = route({ order: "least-latency", use: [slow, fast] });
    const answered: string[] = [];
    for (let call = 0; call < 5; call++) {
      answered.push((await router.createAsyncGenerator({ messages }).collect()).provider);
    }
    expect(answered).toEqual(["Slow", "Fast", "Fast", "Fast", "Fast"]);
  });

  it("weighted: each as often as its weight has it", async () => {
    const use = [
      { provider: member("Light", plays({})), weight: 1 },
      { provider: member("Heavy", plays({})), weight: 3 },
    ];
    const router = route({ order: "weighted", use });
    let heavy = 0;
    for (let call = 0; call < 400; call++) {
      const { provider } = await router.createAsyncGenerator({ messages }).collect();
      if (provider === "Heavy") heavy++;
    }
    // 300 expected; nine standard deviations to either side.
    expect(heavy).toBeGreaterThan(222);
    expect(heavy).toBeLessThan(378);
  });
});

describe("resolveRoute", () => {
  const registry = (): ProviderRegistry => {
    const [acme, beta] = [
      member("Acme", plays(bad), { manifest: shared }),
      member("Beta", plays({}), { manifest: shared }),
    ];
    return new ProviderRegistry()
      .register("Acme", () => acme, { manifest: acme.manifest })
      .register("Beta", () => beta, { manifest: beta.manifest });
  };

  it.each([
    [
      ["Acme:big", "Beta:small"],
      ["Acme:big", "Beta:small"],
    ],
    [["beta"], ["Beta:small"]],
    [["big"], ["Acme:big", "Beta:big"]],
    [
      [{ model: "acme:small", weight: 2 }, "latest"],
      ["Acme:small", "Acme:big", "Beta:big"],
    ],
  ])("%j means %j", async (use, targets) => {
    const router = await resolveRoute(registry(), { use });
    const health = await router.health();
    expect(health.map(({ provider, model }) => `${provider}:${model}`)).toEqual(targets);
  });

  it("answers like any route", async () => {
    const router = await resolveRoute(registry(), { use: ["big"], name: "main" });
    const result = await router.createAsyncGenerator({ messages }).collect();
    expect([router.manifest.name, result.provider, result.attempts?.length]).toEqual([
      "main",
      "Beta",
      2,
    ]);
  });
});

describe("the wire of a route", () => {
  const wired = (name: string, wire?: Wire): Target => ({
    provider: member(name, plays({}), { manifest: wire === undefined ? {} : { wire } }),
  });

  it("is the one that all members speak", () => {
    const both = [wired("A", "openai-chat"), wired("B", "openai-chat")];
    expect(route({ use: both }).manifest.wire).toBe("openai-chat");
    expect(route({ use: [...both, wired("C", "gemini")] }).manifest.wire).toBeUndefined();
    expect(route({ use: [...both, wired("C")] }).manifest.wire).toBeUndefined();
    expect(route({ use: [wired("C"), ...both] }).manifest.wire).toBeUndefined();
  });

  it("is none where an answer may have two authors", () => {
    const use = [wired("A", "openai-chat")];
    expect(route({ use, continuation: true }).manifest.wire).toBeUndefined();
  });

  it("is none where answers are kept: what may be kept, a body of a wire does not say here", () => {
    const use = [wired("A", "openai-chat")];
    expect(route({ use, cache: {} }).manifest.wire).toBeUndefined();
  });
});
