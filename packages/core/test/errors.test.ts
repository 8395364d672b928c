import { describe, expect, test } from "vitest";

import { errorFromFacts } from "../src/error-body.ts";
import { BODY_RULES, ERROR_CODES, ProviderError, STATUS_CODES } from "../src/errors.ts";

const fact = (status: number | undefined, body: unknown, headers: Record<string, string> = {}) =>
  errorFromFacts({ provider: "Acme", status, body, headers, phase: "status", now: 1_000_000 });

describe("ProviderError", () => {
  test("is recognised by brand, across copies of the package", () => {
    const foreign = Object.defineProperty(new Error("x"), Symbol.for("g4f.ProviderError"), {
      value: true,
    });
    expect(ProviderError.is(new ProviderError("auth", "no"))).toBe(true);
    expect(ProviderError.is(foreign)).toBe(true);
    for (const other of [new Error("x"), null, undefined, "x", { code: "auth" }]) {
      expect(ProviderError.is(other)).toBe(false);
    }
  });

  test("retryable follows from the code, and an option overrides it", () => {
    const retryable = ERROR_CODES.filter((code) => new ProviderError(code, "x").retryable);
    expect(retryable).toEqual(["rate_limit", "overloaded", "timeout", "network", "upstream"]);
    expect(new ProviderError("network", "x", { retryable: false }).retryable).toBe(false);
  });
});

describe("status to code", () => {
  const rows: readonly (readonly [number, string])[] = [
    [400, "invalid_request"],
    [401, "auth"],
    [402, "quota"],
    [403, "permission"],
    [404, "model_not_found"],
    [408, "timeout"],
    [409, "upstream"],
    [410, "model_gone"],
    [413, "context_length"],
    [418, "invalid_request"],
    [422, "invalid_request"],
    [425, "upstream"],
    [429, "rate_limit"],
    [500, "upstream"],
    [501, "upstream"],
    [503, "overloaded"],
    [504, "timeout"],
    [520, "upstream"],
    [523, "upstream"],
    [524, "timeout"],
    [529, "overloaded"],
    [599, "upstream"],
  ];
  test.each(rows)("%i is %s where the body says nothing", (status, code) => {
    expect(fact(status, "")).toMatchObject({ code, status, provider: "Acme" });
  });

  test("the table is total and holds known codes only", () => {
    for (let status = 400; status < 600; status++) {
      expect(ERROR_CODES).toContain(fact(status, "").code);
    }
    for (const code of STATUS_CODES.values()) expect(ERROR_CODES).toContain(code);
    for (const { code } of BODY_RULES) expect(ERROR_CODES).toContain(code);
  });
});

describe("the body beats the status", () => {
  const e = (error: unknown) => ({ error });
  const rows: readonly (readonly [string, number | undefined, unknown, string])[] = [
    ["context", 400, e({ message: "too long", code: "context_length_exceeded" }), "context_length"],
    [
      "anthropic context",
      400,
      e({ type: "invalid_request_error", message: "prompt is too long: 9 tokens > 8" }),
      "context_length",
    ],
    [
      "azure filter",
      400,
      e({ code: "content_filter", message: "The response was filtered" }),
      "content_filter",
    ],
    [
      "azure inner",
      400,
      e({ code: "BadRequest", message: "x", innererror: { code: "ResponsibleAIPolicyViolation" } }),
      "content_filter",
    ],
    [
      "openai quota",
      429,
      e({ type: "insufficient_quota", message: "You exceeded your current quota" }),
      "quota",
    ],
    ["deepseek balance", 402, e({ message: "Insufficient Balance" }), "quota"],
    ["rate", 429, e({ type: "rate_limit_error", message: "slow down" }), "rate_limit"],
    [
      "gemini rate",
      429,
      e({ code: 429, message: "Resource has been exhausted", status: "RESOURCE_EXHAUSTED" }),
      "rate_limit",
    ],
    ["gone", 404, e({ message: "The model `x` has been decommissioned" }), "model_gone"],
    ["gone 400", 400, e({ code: "model_decommissioned", message: "no" }), "model_gone"],
    [
      "anthropic overloaded in-band",
      undefined,
      e({ type: "overloaded_error", message: "Overloaded" }),
      "overloaded",
    ],
    [
      "anthropic overloaded",
      529,
      { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
      "overloaded",
    ],
    ["api error in-band", undefined, e({ type: "api_error", message: "Internal" }), "upstream"],
    ["rate in-band", undefined, e({ type: "rate_limit_error", message: "x" }), "rate_limit"],
    [
      "invalid in-band",
      undefined,
      e({ type: "invalid_request_error", message: "x" }),
      "invalid_request",
    ],
    [
      "gemini key",
      400,
      e({ status: "INVALID_ARGUMENT", message: "API key not valid. Please pass a valid API key." }),
      "auth",
    ],
    [
      "flagged",
      403,
      e({ message: "requires moderation and your input was flagged" }),
      "content_filter",
    ],
    [
      "gone by its code",
      404,
      e({ message: "x has been deprecated", code: "model_not_found" }),
      "model_gone",
    ],
    [
      "end of life",
      404,
      { message: "This model version has reached the end of its life." },
      "model_gone",
    ],
    ["removed", 404, { message: "model 'x' was removed on September 15, 2025." }, "model_gone"],
    ["no model id", 400, e({ message: "acme/x is not a valid model ID" }), "model_not_found"],
    ["mistral", 400, { message: "Invalid model: x", type: "invalid_model" }, "model_not_found"],
    ["llama.cpp", 400, e({ message: "exceeds the available context size" }), "context_length"],
    [
      "text-generation-inference",
      422,
      { error: "`inputs` tokens + `max_new_tokens` must be <= 2048. Given: 3000" },
      "context_length",
    ],
    ["model", 400, e({ code: "model_not_found", message: "no" }), "model_not_found"],
    ["fastapi", 422, { detail: "Model nope not found" }, "model_not_found"],
    [
      "hf loading",
      503,
      { error: "Model x is currently loading", estimated_time: 20 },
      "overloaded",
    ],
  ];
  test.each(rows)("%s", (_, status, body, code) => {
    expect(fact(status, body).code).toBe(code);
  });

  test.each(ERROR_CODES.filter((code) => code !== "aborted"))("our own code %s is kept", (code) => {
    expect(fact(undefined, e({ code, message: "as a gateway says it" })).code).toBe(code);
    expect(fact(502, e({ code, message: "as a gateway says it" })).code).toBe(code);
  });

  test("that a gateway's call was aborted is no abort of ours", () => {
    expect(fact(undefined, e({ code: "aborted", message: "shutting down" })).code).toBe("upstream");
  });

  test.each([
    ["Insufficient credits. Add more using https://openrouter.ai/credits", "quota"],
    ["You have used up your free credits for this month", "quota"],
    ["Your account is not active, please check your billing details", "quota"],
  ])("in-band: %s", (message, code) => {
    expect(fact(undefined, e({ message })).code).toBe(code);
  });

  test.each([
    [402, "quota"],
    [429, "rate_limit"],
    [502, "upstream"],
    ["503", "overloaded"],
    [401, "auth"],
  ])("an event that repeats the status %s", (code, wanted) => {
    const error = fact(undefined, e({ code, message: "Provider returned error" }));
    expect(error).toMatchObject({ code: wanted });
    expect(error.status).toBeUndefined();
  });

  test("what stands behind a router's own words counts, and is shown", () => {
    const metadata = { raw: '{"error":"prompt is too long"}', provider_name: "Acme" };
    const error = fact(400, e({ code: 400, message: "Provider returned error", metadata }));
    expect(error).toMatchObject({
      code: "context_length",
      message: 'Acme answered 400: Provider returned error: {"error":"prompt is too long"}',
    });
  });
});

describe("bodies that other clients stumble over", () => {
  const rows: readonly (readonly [unknown, string])[] = [
    [{ error: null }, "Acme answered 500: upstream"],
    [{ error: false }, "Acme answered 500: upstream"],
    [{ error: { code: "c" } }, "Acme answered 500: c"],
    [{ error: "boom" }, "Acme answered 500: boom"],
    [{ detail: "no such chat" }, "Acme answered 500: no such chat"],
    [
      { detail: [{ loc: ["body", "content"], msg: "field required" }] },
      "Acme answered 500: body.content: field required",
    ],
    [{ message: [{ loc: ["body"], msg: "a" }, { msg: "b" }] }, "Acme answered 500: body: a; b"],
    [{}, "Acme answered 500: upstream"],
    [null, "Acme answered 500: upstream"],
    [7, "Acme answered 500: upstream"],
    ["plain\r\ntext\u001b[31m", "Acme answered 500: plain text [31m"],
    [[{ error: { message: "in a list" } }], "Acme answered 500: in a list"],
    [{ error: { message: { msg: "one\ntwo" } } }, "Acme answered 500: one two"],
    [JSON.parse('{"__proto__":{"message":"polluted"}}'), "Acme answered 500: upstream"],
  ];
  test.each(rows)("%j", (body, message) => {
    expect(fact(500, body)).toMatchObject({ code: "upstream", message, retryable: true });
  });

  test("a message is bounded", () => {
    expect(fact(500, { error: "x".repeat(100_000) }).message.length).toBeLessThan(2100);
  });
});

describe("when to come back", () => {
  const rows: readonly (readonly [string, Record<string, string>, unknown, number | undefined])[] =
    [
      ["ms", { "retry-after-ms": "1500" }, "", 1500],
      ["seconds", { "retry-after": "20" }, "", 20_000],
      ["a date", { "retry-after": new Date(1_030_000).toUTCString() }, "", 30_000],
      ["a date gone by", { "retry-after": new Date(0).toUTCString() }, "", 0],
      ["nonsense", { "retry-after": "soon" }, "", undefined],
      ["less than nothing", { "retry-after": "-1" }, "", undefined],
      [
        "google",
        {},
        { error: { details: [{ "@type": "RetryInfo", retryDelay: "34.5s" }] } },
        34_500,
      ],
      ["openai", {}, { error: { message: "Please try again in 20s." } }, 20_000],
      ["openai ms", {}, { error: { message: "Please try again in 250ms." } }, 250],
      ["a day", { "retry-after": "86400" }, "", 86_400_000],
      ["nothing", {}, "", undefined],
    ];
  test.each(rows)("%s", (_, headers, body, ms) => {
    expect(fact(429, body, headers).retryAfterMs).toBe(ms);
  });

  test("x-should-retry overrides, the request id is kept", () => {
    expect(fact(500, "", { "x-should-retry": "false", "x-request-id": "r1" })).toMatchObject({
      retryable: false,
      requestId: "r1",
    });
    expect(fact(400, "", { "x-should-retry": "true" }).retryable).toBe(true);
  });
});

test.each([
  "x-request-id",
  "request-id",
  "apim-request-id",
  "mistral-correlation-id",
  "nvcf-reqid",
])("the id of the request from %s", (name) =>
  expect(fact(400, "", { [name]: "r1" }).requestId).toBe("r1"),
);

test("the id of the request from a body", () => {
  expect(fact(undefined, { error: { message: "x" }, request_id: "req_1" }).requestId).toBe("req_1");
});

test("a secret is masked before a message is cut, so that no half of it stays", () => {
  const secret = "sk-CANARY-0123456789";
  for (const where of [2040, 4090]) {
    const error = errorFromFacts({
      provider: "Acme",
      status: 500,
      body: { error: " ".repeat(where - 2000) + "x".repeat(2000) + secret },
      phase: "status",
      redact: (text) => text.replaceAll(secret, "[redacted]"),
    });
    expect(error.message).not.toContain("sk-C");
  }
});

test("the provider's own knowledge runs before the table", () => {
  const error = errorFromFacts({
    provider: "Acme",
    status: 500,
    body: { message: "Something went wrong" },
    phase: "status",
    classify: (status) => (status === 500 ? "overloaded" : undefined),
  });
  expect(error).toMatchObject({
    code: "overloaded",
    message: "Acme answered 500: Something went wrong",
  });
});

test("every pattern is linear: 1 MiB of its worst friends takes no time worth telling", () => {
  const hostile = ["model ", "exceeded your current quota ", "is deprecated and", "retry in 1"];
  for (const text of hostile) {
    const error = text.repeat(1_000_000 / text.length);
    expect(ERROR_CODES).toContain(fact(429, { error }).code);
  }
});
