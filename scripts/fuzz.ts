/**
 * `pnpm fuzz [--runs N] [--seed N] [--only P1,P5]`: the properties of the decoders as often as they
 * must hold, and that their time is linear. `--runs` lowers the number of runs of each. Exits with 1
 * where one does not hold, and says how to see it again.
 */
import { parseArgs } from "node:util";

import { NdjsonDecoder } from "../packages/core/src/wire/ndjson-decoder.ts";
import type { RecordDecoder } from "../packages/core/src/wire/record-decoder.ts";
import { SseDecoder } from "../packages/core/src/wire/sse-decoder.ts";
import { cut, utf8 } from "../packages/core/test/wire/drive.ts";
import { properties, type WireProperty } from "../packages/core/test/wire/properties.ts";

interface Row {
  readonly id: string;
  readonly what: string;
  readonly result: string;
  readonly holds: boolean;
}

interface Shape {
  /** Held to the limit in milliseconds, which is one for bytes: the other shapes cost by the line. */
  readonly timed?: true;
  readonly what: string;
  readonly create: () => RecordDecoder<unknown>;
  readonly text: string;
}

const BATCH = 20_000;
const MIB = 1024 * 1024;
const SLICE = 1024;
const ROUNDS = 4;
/** Ten times the input may take fifteen times the time; 8 MiB in 1 KiB slices 250 ms, no push 50 ms. */
const LIMITS = { ratio: 15, totalMs: 250, stallMs: 50 };

const sse = () => new SseDecoder();
const ndjson = () => new NdjsonDecoder();
const SHAPES: readonly Shape[] = [
  { timed: true, what: "one endless line", create: sse, text: "x" },
  { timed: true, what: "one endless line of 3-byte characters", create: sse, text: "€" },
  { what: "one event of short data lines", create: sse, text: "data: x\n" },
  { what: "one event of empty data lines, CR", create: sse, text: "data\r" },
  { what: "lines without a colon", create: sse, text: "foo\n" },
  { what: "comments, CR LF", create: sse, text: ": ping\r\n" },
  { what: "blank lines, CR", create: sse, text: "\r" },
  { timed: true, what: "small events", create: sse, text: `data: ${"x".repeat(50)}\n\n` },
  { what: "named events, CR LF", create: sse, text: 'event: delta\r\ndata: {"a":1}\r\n\r\n' },
  { timed: true, what: "one endless NDJSON line", create: ndjson, text: "[" },
  {
    what: "NDJSON lines",
    create: ndjson,
    text: '{"message":{"role":"assistant","content":"hello"},"done":false}\n',
  },
  {
    what: "NDJSON lines full of brackets",
    create: ndjson,
    text: `[${"[],".repeat(150)}${'"text",'.repeat(100)}0]\n`,
  },
];

function readArguments() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      seed: { type: "string" },
      only: { type: "string" },
    },
  });
  const number = (text: string | undefined, otherwise: number) => {
    const value = text === undefined ? otherwise : Number(text);
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new TypeError(`a whole number from 1 is wanted, not ${String(text)}`);
    }
    return value;
  };
  const only = values.only?.toUpperCase().split(",");
  return {
    runs: number(values.runs, Number.MAX_SAFE_INTEGER),
    seed: number(values.seed, 1 + (Date.now() % 1_000_000_000)),
    wants: (id: string) => only === undefined || only.includes(id),
  };
}

function runProperty({ id, title, full, check }: WireProperty, most: number, seed: number): Row {
  const runs = Math.min(full, most);
  const began = performance.now();
  for (let done = 0, batch = seed; done < runs; done += BATCH, batch++) {
    const count = Math.min(BATCH, runs - done);
    try {
      check(count, batch);
    } catch (error) {
      console.error(`${id}: ${String(error)}`);
      console.error(`${id}: again with --only ${id} --seed ${batch} --runs ${count}`);
      return { id, what: title, result: `broken in batch ${batch}`, holds: false };
    }
    if ((done + count) % 200_000 === 0) console.log(`${id}: ${done + count} of ${runs} runs`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  return {
    id,
    what: title,
    result: `${runs} runs in ${seconds} s, seeds from ${seed}`,
    holds: true,
  };
}

// A busy machine stretches the clock on the wall, not the work.
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** CPU milliseconds for the chunks, so many times over. */
function work(shape: Shape, chunks: readonly Uint8Array[], times: number): number {
  const began = cpuMs();
  for (let time = 0; time < times; time++) {
    const decoder = shape.create();
    for (const chunk of chunks) decoder.push(chunk);
    // Where the line never ended, joining it is part of the price.
    decoder.end();
  }
  return cpuMs() - began;
}

/** The longest push, in milliseconds by the clock on the wall. */
function stall(shape: Shape, chunks: readonly Uint8Array[]): number {
  const decoder = shape.create();
  let longest = 0;
  for (const chunk of chunks) {
    const began = performance.now();
    decoder.push(chunk);
    longest = Math.max(longest, performance.now() - began);
  }
  const began = performance.now();
  decoder.end();
  return Math.max(longest, performance.now() - began);
}

function runShape(shape: Shape): Row {
  const unit = utf8(shape.text);
  const input = (size: number) =>
    cut(utf8(shape.text.repeat(Math.ceil(size / unit.length))), [SLICE]);
  // Both sizes outgrow the young generation of the heap, and neither the cap.
  const [small, middle, large] = [input(3 * MIB), input(8 * MIB), input(30 * MIB)];
  const least = { small: Infinity, large: Infinity, total: Infinity, stall: Infinity };
  // The machine may be busy with something else: the least of a few says what the code needs. CPU
  // time comes in ticks of some milliseconds: one sum of ten, not ten small figures.
  for (let round = 0; round < ROUNDS; round++) {
    least.small = Math.min(least.small, work(shape, small, 10) / 10);
    least.large = Math.min(least.large, work(shape, large, 1));
    least.total = Math.min(least.total, work(shape, middle, 1));
    least.stall = Math.min(least.stall, stall(shape, middle));
  }
  const { total, stall: longest } = least;
  const ratio = least.large / least.small;
  const quick = total <= LIMITS.totalMs || shape.timed !== true;
  const holds = ratio <= LIMITS.ratio && quick && longest <= LIMITS.stallMs;
  const result = `ten times the input takes ${ratio.toFixed(1)} times as long; 8 MiB ${total.toFixed(0)} ms, longest push ${longest.toFixed(1)} ms`;
  return { id: "P5", what: shape.what, result, holds };
}

const { runs, seed, wants } = readArguments();
const rows: Row[] = [];
// Time first: the properties leave a heap behind that would be collected meanwhile.
if (wants("P5")) rows.push(...SHAPES.map(runShape));
for (const property of properties) {
  if (wants(property.id)) rows.push(runProperty(property, runs, seed));
}
for (const { id, what, result, holds } of rows) {
  console.log(`${holds ? "ok    " : "BROKEN"} ${id.padEnd(4)} ${what}: ${result}`);
}
if (rows.length === 0 || rows.some(({ holds }) => !holds)) process.exitCode = 1;
