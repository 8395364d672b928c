import type { Deadlines } from "@g4f/core";

import type { Bench, Case, Outcome } from "../case.ts";
import { expectEqual, expectError, expectFinished, fail } from "../expect.ts";
import { gate } from "../gate.ts";
import type { ScriptStep } from "../script.ts";
import { show } from "../show.ts";
import type { Answer, Upstream } from "../upstream.ts";
import { delivered, plays, says, STOP, text } from "./answers.ts";

/** Short, so that a run is; far above what a call that is not held up takes. */
const MS = 60;
/** For the other limits of a call: they must not be what ends it. */
const FAR = 30_000;
/** Generous beside the limit and the 250 ms that the rules ask for. */
const SOON = 2_500;
const EVERY = 10;
/** So many that they take far longer than the limits, and that a call which waits for them all ends soon. */
const PINGS = 40;

interface Timed extends Outcome {
  readonly upstream: Upstream;
}

/** Reads a call under these limits; it must settle soon after them. */
async function timed(bench: Bench, answer: Answer, deadlines: Deadlines): Promise<Timed> {
  const request = { deadlines: { firstEvent: FAR, idle: FAR, total: FAR, ...deadlines } };
  return await bench.within(SOON, "the call is settled", bench.ask(answer, { request }));
}

/** Steps with a pause before each, for as long as the case lasts. */
function dripped(bench: Bench, count: number, step: (index: number) => ScriptStep): ScriptStep[] {
  const gates = Array.from({ length: count }, gate);
  let next = 0;
  const timer = setInterval(() => gates[next++]?.open(), EVERY);
  bench.defer(() => clearInterval(timer));
  return gates.flatMap((one, index): ScriptStep[] => [{ type: "wait", gate: one }, step(index)]);
}

/** A comment, where the framing has any, or the beginning of an event that does not go on. */
function noEvent({ dialect }: Bench): ScriptStep {
  return { type: "bytes", bytes: dialect.framing === "sse" ? ": still here\n" : " " };
}

/** Every phase of a call has an end, whatever upstream does. */
export const DEADLINES: readonly Case[] = [
  {
    id: "deadlines.headers",
    level: "core",
    rule: "Without headers in time a call ends as `timeout`, and may be made again.",
    proves: ["F15", "R4"],
    run: async (bench) => {
      const outcome = await timed(bench, { connection: "silence" }, { firstEvent: MS });
      expectError(outcome, { code: "timeout", retryable: true, phase: "headers" });
    },
  },
  {
    id: "deadlines.first-event.silence",
    level: "core",
    rule: "Headers are no event: without one in time a call ends as `timeout`, and may be made again.",
    proves: ["F24", "R4"],
    run: async (bench) => {
      const answer = delivered([text("late"), STOP], { gate: gate() });
      const outcome = await timed(bench, answer, { firstEvent: MS });
      expectError(outcome, { code: "timeout", retryable: true, phase: "first_event" });
    },
  },
  {
    id: "deadlines.first-event.pings",
    level: "core",
    rule: "Signs of life without content do not extend the wait for the first event.",
    proves: ["F24"],
    run: async (bench) => {
      const pings = dripped(bench, PINGS, () => ({ type: "ping" }));
      const outcome = await timed(bench, plays(...pings, text("late"), STOP), { firstEvent: MS });
      expectError(outcome, { code: "timeout", retryable: true, phase: "first_event" });
    },
  },
  {
    id: "deadlines.idle.stall",
    level: "core",
    rule: "A stream that stalls ends as `timeout`, which keeps the text and is not retryable.",
    proves: ["F30", "R4", "anthropic-sdk-typescript#1206"],
    run: async (bench) => {
      const stalled = plays(text("kept"), { type: "wait", gate: gate() }, text("late"), STOP);
      const outcome = await timed(bench, stalled, { idle: MS });
      const error = expectError(outcome, { code: "timeout", retryable: false, phase: "stream" });
      expectEqual(error.partial?.text, "kept", "the partial text of the error");
    },
  },
  {
    id: "deadlines.idle.drip",
    level: "core",
    rule: "Bytes that amount to no event are no progress: dripping them keeps no call alive.",
    proves: ["F30", "§1.7"],
    framings: ["sse", "ndjson"],
    run: async (bench) => {
      const drip = dripped(bench, PINGS, () => noEvent(bench));
      const outcome = await timed(bench, plays(text("kept"), ...drip, STOP), { idle: MS });
      const error = expectError(outcome, { code: "timeout", retryable: false, phase: "stream" });
      expectEqual(error.partial?.text, "kept", "the partial text of the error");
    },
  },
  {
    id: "deadlines.idle.progress",
    level: "core",
    rule: "A slow stream that goes on is not idle, however long it takes as a whole.",
    proves: ["F30", "§2.5"],
    run: async (bench) => {
      const idle = 15 * EVERY;
      const words = dripped(bench, 20, (index) => text(`${index} `));
      const outcome = await timed(bench, plays(...words, STOP), { firstEvent: idle, idle });
      expectFinished(outcome, { text: Array.from({ length: 20 }, (_, i) => `${i} `).join("") });
    },
  },
  {
    id: "deadlines.idle.slow-reader",
    level: "core",
    rule: "The idle clock runs only while a read is pending: a slow reader makes no call idle.",
    proves: ["lifecycle 8", "§2.5", "Kilo-Org/kilocode#12483"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("one", "two", "three"));
      const provider = await bench.create(upstream);
      const deadlines = { firstEvent: FAR, idle: MS, total: FAR };
      let said = "";
      try {
        for await (const piece of bench.call(provider, { deadlines })) {
          if (said === "") await new Promise((resolve) => setTimeout(resolve, 2 * MS));
          said += piece;
        }
      } catch (error) {
        const received = show(error);
        fail({ message: "a slow reader was cut off", received, expected: "all of the text" });
      }
      expectEqual(said, "onetwothree", "the text");
    },
  },
  {
    id: "deadlines.total",
    level: "core",
    rule: "A call ends with its total limit, though text is still coming.",
    proves: ["R4", "§1.7"],
    run: async (bench) => {
      const words = dripped(bench, PINGS, () => text("and "));
      const outcome = await timed(bench, plays(...words, STOP), { total: 2 * MS });
      const error = expectError(outcome, { code: "timeout", phase: ["stream", "first_event"] });
      expectEqual(error.partial?.text, outcome.text, "the partial text of the error");
    },
  },
  {
    id: "deadlines.lazy",
    level: "core",
    rule: "The clock starts with the first read, not when the call is made.",
    proves: ["lifecycle 1", "§1.8"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("in time"));
      const provider = await bench.create(upstream);
      const total = 250;
      const stream = bench.call(provider, { deadlines: { firstEvent: FAR, total } });
      await new Promise((resolve) => setTimeout(resolve, total + EVERY));
      expectEqual(upstream.requests.length, 0, "the number of requests before the first read");
      expectFinished(await bench.read(stream), { text: "in time" });
    },
  },
  {
    id: "deadlines.instance",
    level: "core",
    rule: "Limits given to the instance hold for its calls.",
    proves: ["R4", "§2.5"],
    run: async (bench) => {
      const settings = { deadlines: { firstEvent: MS } };
      const asked = bench.ask({ connection: "silence" }, { settings });
      const outcome = await bench.within(SOON, "the call is settled", asked);
      expectError(outcome, { code: "timeout", retryable: true });
    },
  },
  {
    id: "deadlines.request-wins",
    level: "core",
    rule: "A limit given with the request wins over the instance's.",
    proves: ["§2.5"],
    run: async (bench) => {
      const asked = bench.ask(
        { connection: "silence" },
        {
          settings: { deadlines: { firstEvent: FAR } },
          request: { deadlines: { firstEvent: MS } },
        },
      );
      const outcome = await bench.within(SOON, "the call is settled", asked);
      expectError(outcome, { code: "timeout", retryable: true });
    },
  },
  {
    id: "deadlines.upstream-cut",
    level: "core",
    rule: "A call that is out of time closes its connection, and sends nothing more.",
    proves: ["R4", "R23", "F30"],
    run: async (bench) => {
      const stalled = plays(text("kept"), { type: "wait", gate: gate() }, STOP);
      const request = { deadlines: { idle: MS } };
      const asked = bench.ask(stalled, { transport: "tcp", request });
      const outcome = await bench.within(SOON, "the call is settled", asked);
      expectError(outcome, { code: "timeout" });
      const call = await outcome.upstream.called();
      await bench.within(SOON, "upstream sees the connection closed", call.closed);
      expectEqual(outcome.upstream.calls.length, 1, "the number of requests for an answer");
    },
  },
];
