import { expect, it } from "vitest";

import { route, withKeyPool, withRateLimit, withRetry, type RouteOptions } from "../src/index.ts";
import { member, plays } from "./support/upstream.ts";

const acme = member("Acme", plays({}));

it.each<readonly [object, RegExp]>([
  [{ use: [] }, /^use is an empty list: a route needs at least one provider$/],
  [{}, /^use is an empty list/],
  [{ use: ["acme"] }, /^use\[0\] is a string; .*resolveRoute\(registry, …\)$/],
  [{ use: [acme, {}] }, /^use\[1\] is no provider: it needs a manifest and createAsyncGenerator$/],
  [
    { use: [{ provider: acme, weight: "3" }] },
    /^use\[0\]\.weight is "3"; it must be a number above 0$/,
  ],
  [{ use: [{ provider: acme, weight: Number.NaN }] }, /^use\[0\]\.weight is NaN; it must be/],
  [
    { use: [{ provider: acme, wieght: 3 }] },
    /^use\[0\]\.wieght is unknown; did you mean weight\?$/,
  ],
  [{ use: [{ provider: acme, price: { input: 1 } }] }, /^use\[0\]\.price\.output is missing/],
  [{ use: [{ provider: acme, model: "" }] }, /^use\[0\]\.model must be the id of a model$/],
  [{ use: [{ provider: acme, keys: ["k"] }] }, /^use\[0\]\.provider must be a function of the key/],
  [{ use: [{ provider: () => acme, keys: [] }] }, /^use\[0\]\.keys is an empty list/],
  [{ use: [{ provider: () => acme, keys: [7] }] }, /^use\[0\]\.keys\[0\] is no key/],
  [{ use: [{ provider: () => acme }] }, /^use\[0\]\.provider is no provider/],
  [
    { use: [{ provider: () => "no", keys: ["s3cret"] }] },
    /^use\[0\]\.provider made no provider of keys\[0\]$/,
  ],
  [{ use: [acme], order: "fastest" }, /^order is "fastest"; it must be one of ordered, weighted/],
  [{ use: [acme], order: "cheapest" }, /^use\[0\]\.price is missing/],
  [{ use: [acme], attempts: 0 }, /^attempts is 0; it must be a whole number of at least 1$/],
  [{ use: [acme], atempts: 3 }, /^atempts is unknown; did you mean attempts/],
  [
    { use: [acme], budget: { ratio: 2 } },
    /^budget\.ratio is 2; it must be a number of at least 0 and of at most 1$/,
  ],
  [{ use: [acme], breaker: { failures: "5" } }, /^breaker\.failures is "5"/],
  [{ use: [acme], breaker: true }, /^breaker is true; it must be an object$/],
  [{ use: [acme], rateLimit: {} }, /^rateLimit limits nothing/],
  [{ use: [acme], hedge: {} }, /^hedge\.afterMs is missing$/],
  [
    { use: [acme], timeouts: { attempt: -1 } },
    /^timeouts\.attempt is -1; it must be a number above 0$/,
  ],
  [{ use: [acme], continuation: 1 }, /^continuation is 1; it must be true or false$/],
  [{ use: [acme], cache: true }, /^cache is true; it must be an object/],
  [{ use: [acme], name: "../x" }, /^not a provider name/],
])("%j is a TypeError that says what is wrong", (options, message) => {
  const make = (): unknown => route(options as RouteOptions);
  expect(make).toThrow(TypeError);
  expect(make).toThrow(message);
});

it("refuses a route within a route, whichever made it", () => {
  const inner = withRetry(acme);
  const nested = /^use\[0\] is a route already, and policies do not nest/;
  expect(() => withRetry(inner)).toThrow(nested);
  expect(() => route({ use: [{ provider: inner, weight: 2 }] })).toThrow(nested);
  expect(() => withRateLimit(inner, { requestsPerMinute: 1 })).toThrow(TypeError);
  expect(() => withKeyPool(() => inner, ["key"])).toThrow(nested);
});

it("refuses a model that a closed list does not hold", () => {
  const closed = member("Closed", plays({}), {
    manifest: { models: { open: false, known: ["closed-1"] } },
  });
  const make = (): unknown => route({ use: [{ provider: closed, model: "closed-2" }] });
  expect(make).toThrow(
    /^use\[0\]\.model: Closed has no model "closed-2"; did you mean closed-1\?$/,
  );
});

it.each([
  ["messages", { messages: "Hello" }],
  ["messages", { messages: [null] }],
  ["model", { model: 7 }],
  ["signal", { signal: "soon" }],
  ["deadlines", { deadlines: "1s" }],
  ["deadlines.total", { deadlines: { total: "1s" } }],
])("a call whose %s is wrong is refused, and nobody is asked", async (field, wrong) => {
  const router = route({ use: [acme] });
  const request = { messages: [{ role: "user", content: "Hi" }], ...wrong } as never;
  await expect(router.createAsyncGenerator(request).collect()).rejects.toMatchObject({
    code: "invalid_request",
    phase: "prepare",
    message: expect.stringContaining(`${field} must be`) as string,
  });
});
