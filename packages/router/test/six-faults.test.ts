import { describe, expect, it } from "vitest";

import { withFallback } from "../src/index.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays, type Script } from "./support/upstream.ts";

const quota = { error: { type: "rate_limit_error", message: "too many requests" } };

/** What goes wrong before content, and what it is called. */
const before: readonly (readonly [string, Script, string])[] = [
  ["a cut", { events: [{ type: "usage", exact: true }], ending: "cut" }, "truncated"],
  ["a reset", { events: [], ending: "reset" }, "network"],
  ["a stall", { events: [], ending: "stall" }, "timeout"],
  ["malformed data", { events: [], ending: "malformed" }, "protocol"],
  ["429", { status: 429, body: JSON.stringify(quota) }, "rate_limit"],
  ["500", { status: 500, body: "{}" }, "upstream"],
  ["an error in the stream", { events: [], ending: "error" }, "overloaded"],
  ["an answer that is empty", { events: [] }, "protocol"],
];

/** What goes wrong after it. */
const after: readonly (readonly [string, Script, string])[] = [
  ["a cut", { ending: "cut" }, "truncated"],
  ["a reset", { ending: "reset" }, "network"],
  ["a stall", { ending: "stall" }, "timeout"],
  ["malformed data", { ending: "malformed" }, "protocol"],
  ["an error in the stream", { ending: "error" }, "overloaded"],
];

describe("before content the next target gets exactly one request (R16)", () => {
  it.each(before)("%s", async (_, script, code) => {
    const time = virtualTime();
    const [first, second] = [plays(script), plays({})];
    const router = withFallback([member("First", first), member("Second", second)]);
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect([first.seen.length, second.seen.length]).toEqual([1, 1]);
    expect(result).toMatchObject({ text: "hello there", provider: "Second", model: "second-1" });
    expect(result.attempts).toMatchObject([
      { provider: "First", model: "first-1", error: { code } },
      { provider: "Second", model: "second-1" },
    ]);
    expect(result.attempts?.[1]).not.toHaveProperty("error");
  });
});

describe("after content nothing is sent again, and the text stays (R16)", () => {
  it.each(after)("%s", async (_, script, code) => {
    const time = virtualTime();
    const [first, second] = [plays(script), plays({})];
    const router = withFallback([member("First", first), member("Second", second)]);
    const stream = router.createAsyncGenerator({ messages });
    const error = await time.until(failureOf(stream.collect()));
    expect([first.seen.length, second.seen.length]).toEqual([1, 0]);
    expect(error).toMatchObject({ code, provider: "First", retryable: false });
    expect(error.partial?.text).toBe("hello there");
    expect(error.attempts).toMatchObject([{ provider: "First", error: { code } }]);
  });
});
