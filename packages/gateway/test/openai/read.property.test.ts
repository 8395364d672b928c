import { mockProvider } from "@g4f/conformance/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { FaceRequest } from "../../src/face.ts";
import { readChat } from "../../src/faces/openai-chat/read.ts";
import { readResponses } from "../../src/faces/openai-responses/read.ts";
import { Refusal } from "../../src/refusal.ts";
import { FULL_CHAT } from "../openai-chat/bodies.ts";
import { FULL_RESPONSES } from "../openai-responses/bodies.ts";

type Step = string | number;

/** Where in a value something could be changed. */
function placesIn(value: unknown, above: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== "object" || value === null) return [above];
  const entries = Array.isArray(value)
    ? value.map((inner, at): [Step, unknown] => [at, inner])
    : Object.entries(value);
  return [above, ...entries.flatMap(([key, inner]) => placesIn(inner, [...above, key]))];
}

function changed(value: unknown, [first, ...rest]: readonly Step[], by: unknown): unknown {
  if (first === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...Object(value) }) as Record<
    Step,
    unknown
  >;
  copy[first] = changed(copy[first], rest, by);
  return copy;
}

/** JSON with what is near to right in it. */
const ODD = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(undefined, null, "", 0, -1, Infinity, "auto", [], {}, "g4f.", "\ud800"),
  fc.constantFrom("text", "function", "user", "tool", "message", "reasoning", "data:a;base64,"),
  fc.record({ type: fc.constantFrom("function", "text", "input_text", "message", "frog") }),
);

/** A right body with up to three places changed. */
function bodies(right: object): fc.Arbitrary<unknown> {
  const places = placesIn(right);
  const change = fc.tuple(fc.constantFrom(...places), ODD);
  const near = fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((body, [at, by]) => changed(body, at, by), right));
  return fc.oneof({ weight: 9, arbitrary: near }, { weight: 1, arbitrary: fc.jsonValue() });
}

const PROVIDER = mockProvider([
  { type: "text", text: "x" },
  { type: "finish", reason: "stop" },
]);

const FACES: readonly [string, (body: unknown) => FaceRequest, object][] = [
  ["a chat completion", readChat, FULL_CHAT],
  ["a response", readResponses, FULL_RESPONSES],
];

describe.each(FACES)("P11: the body of %s", (_, read, right) => {
  it("is a request that core takes, or is refused with 400", async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(bodies(right), async (body) => {
        let asked: FaceRequest;
        try {
          asked = read(body);
        } catch (error) {
          const refused = error instanceof Refusal && error.status === 400;
          if (!refused || !/^[^\n]{1,400}$/.test(error.message)) throw error;
          return;
        }
        taken++;
        await PROVIDER.createAsyncGenerator(asked.call).collect();
      }),
      { numRuns: 1_500 },
    );
    // Else it would show nothing.
    expect(taken).toBeGreaterThan(30);
  });
});
