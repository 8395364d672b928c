import type { Case } from "../case.ts";
import { expectEqual, expectErrorFields, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { says, stalls } from "./answers.ts";
import { begin, expectDone, readUpTo, rejectionOf, SOON } from "./reading.ts";

const PROVES = ["F36", "§6 abort"];

/** A reader that leaves before the end cuts the call, whichever way it leaves. */
export const LEAVE: readonly Case[] = [
  {
    id: "leave.break",
    level: "core",
    rule: "Breaking out of the loop closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, stalls("one "));
      for await (const piece of stream) {
        if (piece !== "") break;
      }
      const call = await upstream.called();
      await bench.within(SOON, "upstream sees the reader gone", call.closed);
      await bench.within(SOON, "`.closed` after the break", stream.closed);
    },
  },
  {
    id: "leave.chunks.break",
    level: "core",
    rule: "Breaking out of `chunks()` closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, stalls("one "));
      for await (const chunk of stream.chunks()) {
        if (typeof chunk === "string") break;
      }
      const call = await upstream.called();
      await bench.within(SOON, "upstream sees the reader gone", call.closed);
    },
  },
  {
    id: "leave.return.pending",
    level: "core",
    rule: "`return()` while a read is pending ends that read as done and closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, stalls("one "));
      await readUpTo(bench, stream, "one ");
      const pending = stream.next();
      pending.catch(() => {});
      await expectDone(bench, "`return()` during a read", stream.return(undefined));
      await expectDone(bench, "the read that was pending", pending);
      const call = await upstream.called();
      await bench.within(SOON, "upstream sees the reader gone", call.closed);
    },
  },
  {
    id: "leave.return.before-reading",
    level: "core",
    rule: "`return()` before the first read sends nothing, and the stream is done.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, says("never"));
      await expectDone(bench, "`return()` before the first read", stream.return(undefined));
      await expectDone(bench, "the read after it", stream.next());
      expectEqual(upstream.requests.length, 0, "the number of requests");
    },
  },
  {
    id: "leave.return.twice",
    level: "core",
    rule: "`return()` of a stream that is over is done again, without an error.",
    proves: PROVES,
    run: async (bench) => {
      const { stream } = await begin(bench, stalls("one "));
      await readUpTo(bench, stream, "one ");
      await expectDone(bench, "the first `return()`", stream.return(undefined));
      await expectDone(bench, "the second `return()`", stream.return(undefined));
    },
  },
  {
    id: "leave.throw",
    level: "core",
    rule: "`throw(error)` closes upstream and rejects with that very error.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, stalls("one "));
      await readUpTo(bench, stream, "one ");
      const mine = new Error("of the reader");
      const thrown: unknown = await bench.within(
        SOON,
        "`throw()` settles",
        stream.throw(mine).then(
          () => "nothing",
          (error: unknown) => error,
        ),
      );
      expectThat(thrown === mine, {
        message: "`throw()` did not reject with what it was given",
        received: show(thrown),
        expected: "the reader's own error",
      });
      const call = await upstream.called();
      await bench.within(SOON, "upstream sees the reader gone", call.closed);
    },
  },
  {
    id: "leave.dispose",
    level: "core",
    rule: "`await using` closes upstream at the end of the block.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, stalls("one "));
      {
        await using disposed = stream;
        await readUpTo(bench, disposed, "one ");
      }
      const call = await upstream.called();
      await bench.within(SOON, "upstream sees the reader gone", call.closed);
    },
  },
  {
    id: "leave.cancel-stream",
    level: "core",
    rule: "Cancelling the web stream closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, stalls("one "));
      const reader = stream.toReadableStream().getReader();
      await bench.within(2_000, "the first text of the web stream", reader.read());
      await bench.within(SOON, "`cancel()` settles", reader.cancel());
      const call = await upstream.called();
      await bench.within(SOON, "upstream sees the reader gone", call.closed);
    },
  },
  {
    id: "leave.result",
    level: "core",
    rule: "`.result` of a call that was left is rejected as aborted, with what was delivered.",
    proves: [...PROVES, "R5"],
    run: async (bench) => {
      const { stream } = await begin(bench, stalls("one "));
      await readUpTo(bench, stream, "one ");
      await stream.return(undefined);
      const error = await rejectionOf(bench, "`.result` of a call that was left", stream.result);
      expectErrorFields(error, { code: "aborted", retryable: false });
      expectEqual(error.partial?.text, "one ", "the partial text of the error");
    },
  },
  {
    id: "leave.abandoned",
    level: "core",
    rule: "A stream that nobody reads on is cut after its unread limit, and says so to a late read.",
    proves: ["F37", ...PROVES],
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, stalls("one "), {
        deadlines: { unread: 60 },
      });
      await readUpTo(bench, stream, "one ");
      const call = await upstream.called();
      await bench.within(1_000, "upstream sees the abandoned call closed", call.closed);
      const error = await rejectionOf(bench, "the late read", stream.next());
      expectErrorFields(error, { code: "aborted", retryable: false });
    },
  },
  {
    id: "leave.loop-error",
    level: "core",
    rule: "An error of the reader's own loop reaches the reader unchanged and closes upstream.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, stalls("one "));
      const mine = new Error("of the loop");
      const thrown: unknown = await failingLoop(stream, mine).catch((error: unknown) => error);
      expectThat(thrown === mine, {
        message: "the loop's own error was replaced",
        received: show(thrown),
        expected: show(mine),
      });
      const call = await upstream.called();
      await bench.within(SOON, "upstream sees the reader gone", call.closed);
    },
  },
];

async function failingLoop(stream: AsyncIterable<string>, error: Error): Promise<void> {
  for await (const piece of stream) {
    if (piece !== "") throw error;
  }
}
