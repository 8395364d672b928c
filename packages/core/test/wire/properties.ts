import { strict as assert } from "node:assert";

import * as fc from "fast-check";

import { parseJson } from "../../src/wire/json.ts";
import { NdjsonDecoder } from "../../src/wire/ndjson-decoder.ts";
import { SseDecoder } from "../../src/wire/sse-decoder.ts";
import { encodeSse } from "../../src/wire/sse-encode.ts";
import { anyBytes, message, ndjsonStream, sizes, sseStream } from "./alphabet.ts";
import { cut, drive, utf8 } from "./drive.ts";
import { capped, depth, parsed, plainNdjson } from "./oracles.ts";
import { whatwg } from "./whatwg.ts";

/** One property of the decoders, as the tests and `pnpm fuzz` run it. */
export interface WireProperty {
  readonly id: string;
  readonly title: string;
  /** How often the full run tries it. */
  readonly full: number;
  /** @throws Error with seed and counterexample where the property does not hold. */
  readonly check: (numRuns: number, seed?: number) => void;
}

function same(actual: unknown, expected: unknown): void {
  assert.equal(JSON.stringify(actual), JSON.stringify(expected));
}

function runner<T>(property: fc.IProperty<T>): WireProperty["check"] {
  return (numRuns, seed) => {
    fc.assert(property, seed === undefined ? { numRuns } : { numRuns, seed });
  };
}

const chunking = fc.property(sseStream, sizes, (bytes, pieces) => {
  const whole = new SseDecoder();
  const parts = new SseDecoder();
  same(drive(parts, cut(bytes, pieces)), drive(whole, [bytes]));
  assert.equal(parts.retryMs, whole.retryMs);
  assert.equal(parts.pendingBytes, whole.pendingBytes);
});

const standard = fc.property(sseStream, sizes, (bytes, pieces) => {
  const decoder = new SseDecoder();
  const { events, retryMs } = whatwg(bytes);
  same(drive(decoder, cut(bytes, pieces)).records, events);
  assert.equal(decoder.retryMs, retryMs && Math.min(retryMs, Number.MAX_SAFE_INTEGER));
});

const identity = fc.property(
  fc.array(message, { maxLength: 4 }),
  fc.constantFrom("\n", "\r\n", "\r"),
  sizes,
  (messages, lineEnd, pieces) => {
    let id = "";
    const wanted = messages.map(({ event, data, id: next }) => {
      id = next ?? id;
      return { event, data: data.replaceAll(/\r\n|\r/g, "\n"), id };
    });
    const text = messages.map((item) => encodeSse(item, { lineEnd })).join("");
    same(drive(new SseDecoder(), cut(utf8(text), pieces)).records, wanted);
  },
);

const bounded = fc.property(
  anyBytes,
  sizes,
  fc.integer({ min: 1, max: 40 }),
  (bytes, pieces, cap) => {
    const free = drive(new SseDecoder(), cut(bytes, pieces));
    assert.equal(free.failure, undefined);
    const decoder = new SseDecoder({ maxEventBytes: cap });
    const outcome = drive(decoder, cut(bytes, pieces), () => {
      assert.ok(decoder.pendingBytes <= cap);
    });
    const wanted = capped(bytes, cap);
    same(outcome.records, free.records.slice(0, wanted.events));
    assert.equal(outcome.failure, wanted.fails ? "protocol" : undefined);
  },
);

const ndjsonLines = fc.property(ndjsonStream, sizes, (bytes, pieces) => {
  same(drive(new NdjsonDecoder(), cut(bytes, pieces)), plainNdjson(bytes));
});

const json = fc.property(fc.json(), fc.nat({ max: 6 }), (text, maxDepth) => {
  const value: unknown = JSON.parse(text);
  const wanted = depth(value) > maxDepth ? "protocol" : JSON.stringify(value);
  assert.equal(
    parsed(() => parseJson(text, { maxDepth })),
    wanted,
  );
  const broken = text.slice(1);
  assert.equal(
    parsed(() => parseJson(broken)),
    parsed(() => JSON.parse(broken)),
  );
});

export const properties: readonly WireProperty[] = [
  {
    id: "P1",
    title: "any chunking of the bytes gives the same events",
    full: 1_000_000,
    check: runner(chunking),
  },
  {
    id: "P2",
    title: "the decoder equals the text of the standard",
    full: 1_000_000,
    check: runner(standard),
  },
  {
    id: "P3",
    title: "what is encoded is decoded as it was",
    full: 1_000_000,
    check: runner(identity),
  },
  {
    id: "P4",
    title: "no bytes make the decoder throw, and a cap holds to the byte",
    full: 100_000,
    check: runner(bounded),
  },
  {
    id: "P6",
    title: "any chunking of NDJSON gives the values of its lines",
    full: 100_000,
    check: runner(ndjsonLines),
  },
  {
    id: "R27",
    title: "parseJson equals JSON.parse and refuses what nests too deep",
    full: 100_000,
    check: runner(json),
  },
];
