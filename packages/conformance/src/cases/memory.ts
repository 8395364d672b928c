import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import type { Bench, Case } from "../case.ts";
import { expectEqual, expectFinished, expectThat } from "../expect.ts";
import { frameEvent } from "../framing.ts";
import type { ScriptStep } from "../script.ts";
import type { Answer } from "../upstream.ts";
import { delivered, plays, says, STOP, text } from "./answers.ts";
import { readUpTo } from "./reading.ts";
import { TOOL_CALLS, TOOL_LIST } from "./tools.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
/** What a reader that stands still may have taken in (reliability §6). */
const MOST_AHEAD = 4 * MIB;
/** Bytes that may be kept of each piece: the text, and what the engine needs to put it together. */
const MOST_KEPT = 64;
/** Ten times the input in at most fifteen times the time (P5). */
const MOST_FACTOR = 15;
/** Below these a measurement says more of the machine than of the provider, in ms. */
const NOISE = 100;
const LEAST = 4;

/** A call takes in what is read, and its work grows as its input does. */
export const MEMORY: readonly Case[] = [
  {
    id: "memory.backpressure",
    level: "core",
    rule: "Where the reader stands still upstream is not read on: at most 4 MB are taken in.",
    proves: ["§6 backpressure", "R10"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("unused"));
      // What the kernel holds for a socket counts as taken in too.
      const kernel = upstream.transport === "memory" ? 0 : 16 * MIB;
      const most = MOST_AHEAD + kernel;
      const piece = "x".repeat(64 * KIB);
      const pieces = Array.from({ length: (2 * most) / piece.length }, () => text(piece));
      upstream.play(plays(text("first"), ...pieces, STOP));
      const stream = bench.call(await bench.create(upstream));
      await readUpTo(bench, stream, "first");
      const call = await upstream.called();
      for (let turn = 0; turn < 300; turn++) await new Promise(setImmediate);
      expectThat(call.bytesWritten <= most, () => ({
        message: "the answer is read ahead of its reader",
        received: `${call.bytesWritten} bytes taken in, one piece of text read`,
        expected: `at most ${most}`,
      }));
      await stream.return(undefined);
    },
  },
  {
    id: "memory.long-answer",
    level: "core",
    rule: "Of hundreds of thousands of pieces nothing is kept but the text: at most 64 bytes for each.",
    proves: ["§6 backpressure", "R10", "R23"],
    run: (bench) => readsLong(bench, 200_000),
  },
  {
    id: "memory.linear.long-event",
    level: "core",
    rule: "An event that comes in many small pieces is read in time that grows as it does.",
    proves: ["R11", "§1 fact 10", "P5"],
    framings: ["sse", "ndjson"],
    run: async (bench) => {
      const event = (length: number): Answer =>
        delivered([text("x".repeat(length)), STOP], { slice: { by: "bytes", bytes: 256 } });
      await expectLinear(bench, event(48 * KIB), event(480 * KIB));
    },
  },
  {
    id: "memory.linear.many-events",
    level: "core",
    rule: "Many events in one piece are read in time that grows as their number does.",
    proves: ["R11", "P5"],
    run: async (bench) => {
      const events = (count: number): Answer =>
        delivered([...Array.from({ length: count }, () => text("word ")), STOP], {
          slice: { by: "whole" },
        });
      await expectLinear(bench, events(500), events(5_000));
    },
  },
  {
    id: "memory.linear.tool-arguments",
    level: "tools",
    rule: "Arguments that come in many pieces are put together in time that grows as they do.",
    proves: ["R11", "P5"],
    needs: ["tools"],
    wire: ["tools"],
    run: async (bench) => {
      const calling = (pieces: number): Answer => {
        const middle = Array.from({ length: pieces }, () => "12345678");
        const call = { id: "call_1", name: "look_up", arguments: ['{"q":"', ...middle, '"}'] };
        return plays({ type: "tool-calls", calls: [call] }, TOOL_CALLS);
      };
      await expectLinear(bench, calling(400), calling(4_000));
    },
  },
];

/** Reads an answer of so many thousands of pieces, one character each, and looks at what it leaves in memory. */
export async function readsLong(bench: Bench, pieces: number): Promise<void> {
  const upstream = await bench.upstream(longAnswer(bench, pieces));
  const provider = await bench.create(upstream);
  const before = heapUsed();
  let length = 0;
  for await (const piece of bench.call(provider)) length += piece.length;
  const kept = heapUsed() - before;
  expectEqual(length, pieces, "the number of characters read");
  expectThat(kept <= MOST_KEPT * pieces, () => ({
    message: "memory grows with each piece that is read",
    received: `${(kept / pieces).toFixed(0)} bytes for each of ${pieces}`,
    expected: `at most ${MOST_KEPT}`,
  }));
}

/** A thousand of its events are encoded, and sent again and again. */
function longAnswer({ dialect }: Bench, pieces: number): Answer {
  const events = dialect
    .encode(Array<ScriptStep>(1_000).fill(text("x")), { messages: [] })
    .filter(({ of }) => of === "text");
  const bytes = Buffer.from(events.map((event) => frameEvent(dialect, event)).join(""));
  return plays(
    ...Array.from({ length: pieces / 1_000 }, () => ({ type: "bytes", bytes }) as const),
    STOP,
  );
}

/** Bytes that are in use once all garbage is gone. */
function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Reads both, several times; the least time of each counts, for a machine can only be too slow. */
async function expectLinear(bench: Bench, small: Answer, large: Answer): Promise<void> {
  let quick = Infinity;
  let slow = Infinity;
  const factor = (): number => slow / Math.max(quick, LEAST);
  const fine = (): boolean => factor() <= MOST_FACTOR || slow <= NOISE;
  for (let round = 0; round < 3 && !fine(); round++) {
    for (let time = 0; time < 3; time++) quick = Math.min(quick, await timed(bench, small));
    slow = Math.min(slow, await timed(bench, large));
    // No machine is as slow as this by chance.
    if (factor() > 2 * MOST_FACTOR) break;
  }
  expectThat(fine(), () => ({
    message: "the time grows faster than the input",
    received: `${factor().toFixed(1)} times the time (${slow.toFixed(0)} ms) for 10 times the input`,
    expected: `at most ${MOST_FACTOR} times`,
  }));
}

async function timed(bench: Bench, answer: Answer): Promise<number> {
  const upstream = await bench.upstream(answer);
  const provider = await bench.create(upstream);
  const stream = bench.call(provider, { tools: bench.declares("tools") ? TOOL_LIST : [] });
  const started = workMs();
  const outcome = await bench.read(stream);
  const took = workMs() - started;
  const { text: said, toolCalls } = expectFinished(outcome);
  const length = said.length + (toolCalls[0]?.arguments.length ?? 0);
  expectEqual(length >= lengthOf(answer), true, "whether the whole answer was read");
  return took;
}

/** How many characters an answer says. */
function lengthOf(answer: Answer): number {
  const steps = "script" in answer ? answer.script : [];
  return steps.reduce((sum, step) => {
    if (step.type === "text") return sum + step.text.length;
    if (step.type !== "tool-calls") return sum;
    return sum + [step.calls[0]?.arguments ?? ""].flat().join("").length;
  }, 0);
}

/** How long this thread has worked, where that is told apart from others: a busy machine adds nothing. */
function workMs(): number {
  const { threadCpuUsage } = process as Partial<Pick<typeof process, "threadCpuUsage">>;
  const { user, system } = threadCpuUsage?.call(process) ?? process.cpuUsage();
  return (user + system) / 1_000;
}
