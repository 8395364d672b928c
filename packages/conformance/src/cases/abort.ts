import { getEventListeners } from "node:events";

import type { ProviderError } from "@g4f/core";

import type { Bench, Case, StreamUnderTest } from "../case.ts";
import { expectEqual, expectError, expectErrorFields } from "../expect.ts";
import { gate } from "../gate.ts";
import type { Answer, Upstream, UpstreamTransport } from "../upstream.ts";
import { delivered, plays, says, stalls, STOP, text } from "./answers.ts";
import { begin, expectDone, readUpTo, rejectionOf, SOON } from "./reading.ts";

const PROVES = ["F36", "R4", "§6 abort"];

/** A signal ends a call at once, in every phase, and upstream learns of it. */
export const ABORT: readonly Case[] = [
  {
    id: "abort.before-call",
    level: "core",
    rule: "A signal that is aborted already sends nothing and ends the call as aborted.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, says("never"), {
        signal: AbortSignal.abort(),
      });
      const read = bench.within(SOON, "the end of an aborted call", bench.read(stream));
      expectError(await read, { code: "aborted" });
      expectEqual(upstream.requests.length, 0, "the number of requests");
    },
  },
  {
    id: "abort.before-first-pull",
    level: "core",
    rule: "A signal aborted between making the call and reading it sends nothing.",
    proves: PROVES,
    run: async (bench) => {
      const controller = new AbortController();
      const { upstream, stream } = await begin(bench, says("never"), {
        signal: controller.signal,
      });
      controller.abort();
      expectError(await bench.read(stream), { code: "aborted" });
      expectEqual(upstream.requests.length, 0, "the number of requests");
    },
  },
  {
    id: "abort.waiting-for-headers",
    level: "core",
    rule: "An abort before the response began rejects the pending read at once and closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      await abortDuring(bench, delivered([text("never"), STOP], { headerGate: gate() }), "");
    },
  },
  {
    id: "abort.waiting-for-first-event",
    level: "core",
    rule: "An abort between headers and first event rejects the pending read and closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      await abortDuring(bench, delivered([text("never"), STOP], { gate: gate() }), "");
    },
  },
  {
    id: "abort.between-events",
    level: "core",
    rule: "An abort while the next event is awaited rejects the pending read and closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      await abortDuring(bench, stalls("one "), "one ");
    },
  },
  {
    id: "abort.inside-event",
    level: "core",
    rule: "An abort with half an event received rejects the pending read and closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      const upstream = await bench.upstream(says("unused"));
      const script = [text("one "), text("SECOND-PIECE"), STOP];
      const at = Buffer.from(upstream.bytesOf(script)).indexOf("SECOND-PIECE") + 3;
      const said = bench.dialect.framing === "text" ? "one SEC" : "one ";
      await abortDuring(bench, delivered(script, { end: { at, how: "hang" } }), said);
    },
  },
  {
    id: "abort.between-reads",
    level: "core",
    rule: "An abort while nobody reads is told to the next read; the loop does not end as if all were well.",
    proves: PROVES,
    run: async (bench) => {
      const controller = new AbortController();
      const { stream } = await begin(bench, stalls("one "), { signal: controller.signal });
      await readUpTo(bench, stream, "one ");
      controller.abort();
      const error = await rejectionOf(bench, "the read after the abort", stream.next());
      expectErrorFields(error, { code: "aborted" });
    },
  },
  {
    id: "abort.partial",
    level: "core",
    rule: "The error of an aborted call keeps the text that was delivered.",
    proves: [...PROVES, "R5"],
    run: async (bench) => {
      const { error } = await abortDuring(bench, stalls("one "), "one ");
      expectEqual(error.partial?.text, "one ", "the partial text of the error");
    },
  },
  {
    id: "abort.not-retryable",
    level: "core",
    rule: "An aborted call is never offered for another try, even before anything was delivered.",
    proves: [...PROVES, "F38"],
    run: async (bench) => {
      const answer = delivered([text("never"), STOP], { headerGate: gate() });
      const { error } = await abortDuring(bench, answer, "");
      expectErrorFields(error, { code: "aborted", retryable: false });
    },
  },
  {
    id: "abort.any-reason",
    level: "core",
    rule: "Whatever reason a signal gives, the call ends as aborted.",
    proves: PROVES,
    run: async (bench) => {
      const timeout = new DOMException("too slow", "TimeoutError");
      for (const reason of [undefined, "enough", 7, new Error("enough"), timeout]) {
        const { error } = await abortDuring(bench, stalls("one "), "one ", { reason });
        expectErrorFields(error, { code: "aborted", retryable: false });
      }
    },
  },
  {
    id: "abort.ended-once",
    level: "core",
    rule: "After the rejection the stream is done; the error is not told again.",
    proves: PROVES,
    run: async (bench) => {
      const { stream } = await abortDuring(bench, stalls("one "), "one ");
      await expectDone(bench, "the read after the rejection", stream.next());
    },
  },
  {
    id: "abort.result",
    level: "core",
    rule: "An abort settles `.result` as aborted and `.closed`.",
    proves: [...PROVES, "vercel/ai#19367"],
    run: async (bench) => {
      const { stream } = await abortDuring(bench, stalls("one "), "one ");
      const error = await rejectionOf(bench, "`.result` after the abort", stream.result);
      expectErrorFields(error, { code: "aborted" });
      await bench.within(SOON, "`.closed` after the abort", stream.closed);
    },
  },
  {
    id: "abort.nothing-follows",
    level: "core",
    rule: "After an abort no second request for an answer is sent.",
    proves: [...PROVES, "F38", "R4"],
    run: async (bench) => {
      const answer = delivered([text("never"), STOP], { headerGate: gate() });
      const { stream, upstream } = await abortDuring(bench, answer, "");
      await bench.within(SOON, "`.closed` after the abort", stream.closed);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      expectEqual(upstream.calls.length, 1, "the number of requests for an answer");
    },
  },
  {
    id: "abort.after-finish",
    level: "core",
    rule: "An abort after the end changes nothing: the result stands.",
    proves: PROVES,
    run: async (bench) => {
      const controller = new AbortController();
      const { stream } = await begin(bench, says("all of it"), { signal: controller.signal });
      await readUpTo(bench, stream, "all of it");
      await expectDone(bench, "the end of the answer", stream.next());
      controller.abort();
      expectEqual((await stream.result).text, "all of it", "the text of the result");
    },
  },
  {
    id: "abort.one-of-two",
    level: "core",
    rule: "Aborting one call leaves another of the same provider as it is.",
    proves: [...PROVES, "§6 isolation"],
    run: async (bench) => {
      const door = gate();
      const answer = plays(text("one "), { type: "wait", gate: door }, text("two"), STOP);
      const controller = new AbortController();
      const { provider, stream } = await begin(bench, answer, { signal: controller.signal });
      const other = bench.call(provider);
      await readUpTo(bench, stream, "one ");
      await readUpTo(bench, other, "one ");
      controller.abort();
      await rejectionOf(bench, "the aborted call", stream.next());
      door.open();
      await readUpTo(bench, other, "two");
      await expectDone(bench, "the end of the other call", other.next());
    },
  },
  {
    id: "abort.listeners",
    level: "core",
    rule: "Calls that are over leave no listener on the caller's signal, however they ended.",
    proves: ["R23", "F36", "§5.3"],
    run: async (bench) => {
      const { signal } = new AbortController();
      const error = { code: "overloaded", message: "busy" } as const;
      const upstream = await bench.upstream([says("good"), { error, status: 503 }, stalls("one ")]);
      const provider = await bench.create(upstream);
      for (let round = 0; round < 3; round++) {
        const stream = bench.call(provider, { signal });
        if (round < 2) await bench.read(stream);
        else await readUpTo(bench, stream, "one ");
        await stream.return(undefined);
        await bench.within(SOON, "`.closed` of a call that is over", stream.closed);
      }
      const left = getEventListeners(signal, "abort").length;
      expectEqual(left, 0, "the number of listeners on the signal");
    },
  },
  {
    id: "abort.sockets",
    level: "core",
    rule: "Aborted calls leave none of their sockets open.",
    proves: [...PROVES, "R23"],
    run: async (bench) => {
      const upstream = await bench.upstream(stalls("one "), { transport: "tcp" });
      const provider = await bench.create(upstream);
      const controller = new AbortController();
      const calls = Array.from({ length: 8 }, () =>
        bench.call(provider, { signal: controller.signal }),
      );
      await Promise.all(calls.map((stream) => readUpTo(bench, stream, "one ")));
      controller.abort();
      await Promise.all(calls.map((call) => rejectionOf(bench, "an aborted call", call.next())));
      const closed = Promise.all(upstream.calls.map((call) => call.closed));
      await bench.within(SOON, "upstream sees every aborted call closed", closed);
    },
  },
];

interface Aborted {
  readonly error: ProviderError;
  readonly stream: StreamUnderTest;
  readonly upstream: Upstream;
}

/** Reads `said`, then aborts while the next read is pending and upstream has the request. */
async function abortDuring(
  bench: Bench,
  answer: Answer,
  said: string,
  options: { readonly transport?: UpstreamTransport; readonly reason?: unknown } = {},
): Promise<Aborted> {
  const controller = new AbortController();
  const { transport } = options;
  const { upstream, stream } = await begin(
    bench,
    answer,
    { signal: controller.signal },
    transport === undefined ? {} : { transport },
  );
  await readUpTo(bench, stream, said);
  const pending = stream.next();
  pending.catch(() => {});
  const call = await bench.within(2_000, "the request reaches upstream", upstream.called());
  controller.abort(options.reason);
  const error = await rejectionOf(bench, "the pending read after the abort", pending);
  expectErrorFields(error, { code: "aborted" });
  await bench.within(SOON, "upstream sees the call closed", call.closed);
  return { error, stream, upstream };
}
