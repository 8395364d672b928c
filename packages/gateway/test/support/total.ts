import { mockProvider } from "@g4f/conformance/testing";
import * as fc from "fast-check";
import { expect } from "vitest";

import type { Face, FaceHead, FaceRequest } from "../../src/face.ts";
import { Refusal } from "../../src/refusal.ts";

/** Which bodies a reader is tried with. */
export interface Tried<Asked extends FaceRequest> {
  readonly face: Face<Asked>;
  readonly head: FaceHead;
  /** Names and values that the API knows: most of what is made is made of these. */
  readonly words: readonly string[];
  /** A body that is taken; single fields of it are replaced. */
  readonly valid: Readonly<Record<string, unknown>>;
  readonly numRuns: number;
}

/** How many of the requests that are taken are handed to core as well. */
const TRIED = 300;

/** Any JSON, much of it made of known words. */
function jsonOf(words: readonly string[]): fc.Arbitrary<unknown> {
  const word = fc.oneof(fc.constantFrom(...words, "__proto__", "constructor", ""), fc.string());
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      word,
      fc.constantFrom(null, true, false, 0, 1, -1, 0.5, 1e300, "1", "https://a.test/b"),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(word, tie("value"), { maxKeys: 6 }),
    ),
  }));
  return value;
}

/**
 * Whatever a body is, reading it gives a request that core takes, or a Refusal that names what is wrong
 * in one line; never anything else.
 */
export async function checkTotal<Asked extends FaceRequest>(tried: Tried<Asked>): Promise<void> {
  const { face, head, words, valid, numRuns } = tried;
  const json = jsonOf(words);
  const known = fc.constantFrom(...Object.keys(valid));
  const body = fc.oneof(
    { weight: 1, arbitrary: json },
    {
      weight: 4,
      arbitrary: fc
        .array(fc.tuple(fc.oneof(known, fc.constantFrom(...words)), json), { maxLength: 3 })
        .map((changes) => ({ ...valid, ...Object.fromEntries(changes) })),
    },
  );
  const taken: FaceRequest[] = [];
  fc.assert(
    fc.property(body, (given) => {
      try {
        taken.push(face.read(given, head));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(error.status).toBe(400);
        expect(error.message).toMatch(/^[^\r\n]+$/);
      }
    }),
    { numRuns },
  );
  // All of it refused would prove nothing.
  expect(taken.length).toBeGreaterThan(numRuns / 50);
  const provider = mockProvider([
    { type: "text", text: "ok" },
    { type: "finish", reason: "stop" },
  ]);
  for (const { call, model } of taken.slice(-TRIED)) {
    const stream = provider.createAsyncGenerator({ ...call, model });
    expect((await stream.collect()).text).toBe("ok");
  }
}
