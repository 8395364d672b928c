import type { Case, StreamUnderTest } from "../case.ts";
import { expectEqual, expectErrorFields, expectFinished, expectThat } from "../expect.ts";
import { gate } from "../gate.ts";
import { show } from "../show.ts";
import { plays, says, STOP, text } from "./answers.ts";
import { begin, expectDone, readUpTo, rejectionOf } from "./reading.ts";

const PROVES = ["lifecycle 1", "lifecycle 2"];
const PIECES = ["One ", "and ", "two."];
const WHOLE = "One and two.";

/** A call is lazy, is read once in one of four ways, and comes to the same in each. */
export const READ: readonly Case[] = [
  {
    id: "read.text",
    level: "core",
    rule: "Iterating a call gives its text and nothing else: strings, none empty, in order.",
    proves: PROVES,
    run: async (bench) => {
      const { stream } = await begin(bench, says(...PIECES));
      const pieces: unknown[] = [];
      for await (const piece of stream) pieces.push(piece);
      expectThat(
        pieces.every((piece) => typeof piece === "string" && piece !== ""),
        { message: "not all is text", received: show(pieces), expected: "strings, none empty" },
      );
      expectEqual(pieces.join(""), WHOLE, "the text");
    },
  },
  {
    id: "read.chunks",
    level: "core",
    rule: "`chunks()` gives text as strings and ends with exactly one finish part.",
    proves: PROVES,
    run: async (bench) => {
      expectFinished(await bench.ask(says(...PIECES)), { text: WHOLE });
    },
  },
  {
    id: "read.collect",
    level: "core",
    rule: "`collect()` gives the whole text.",
    proves: PROVES,
    run: async (bench) => {
      const { stream } = await begin(bench, says(...PIECES));
      expectEqual((await stream.collect()).text, WHOLE, "the text of `collect()`");
    },
  },
  {
    id: "read.web-stream",
    level: "core",
    rule: "`toReadableStream()` gives the text and closes.",
    proves: PROVES,
    run: async (bench) => {
      const { stream } = await begin(bench, says(...PIECES));
      let read = "";
      for await (const piece of stream.toReadableStream()) read += piece;
      expectEqual(read, WHOLE, "the text of the web stream");
    },
  },
  {
    id: "read.same-result",
    level: "core",
    rule: "`.result` is the same whichever way a call is read.",
    proves: PROVES,
    run: async (bench) => {
      const upstream = await bench.upstream(says(...PIECES));
      const provider = await bench.create(upstream);
      for (const [way, read] of Object.entries(WAYS)) {
        const stream = bench.call(provider);
        await read(stream);
        const { text: whole, finishReason } = await stream.result;
        expectEqual(whole, WHOLE, `the text of .result after ${way}`);
        const said = bench.dialect.abilities.includes("finish-reasons") ? ["stop"] : ENDS;
        expectThat(said.includes(finishReason), {
          message: `the finish reason after ${way} is another`,
          received: finishReason,
          expected: said.join(" or "),
        });
      }
    },
  },
  {
    id: "read.same-error",
    level: "core",
    rule: "A failed call rejects with the same error in each of the four ways of reading.",
    proves: [...PROVES, "R15", "vercel/ai#4726"],
    run: async (bench) => {
      const error = { code: "overloaded", message: "The engine is busy" } as const;
      const upstream = await bench.upstream({ error, status: 503 });
      const provider = await bench.create(upstream);
      for (const [way, read] of Object.entries(WAYS)) {
        const failed = rejectionOf(bench, way, read(bench.call(provider)));
        expectErrorFields(await failed, { code: "overloaded", status: 503 });
      }
    },
  },
  {
    id: "read.once",
    level: "core",
    rule: "A second way of reading the same call is a TypeError.",
    proves: PROVES,
    run: async (bench) => {
      const upstream = await bench.upstream(says(...PIECES));
      const provider = await bench.create(upstream);
      for (const first of Object.values(WAYS)) {
        for (const [way, second] of Object.entries(WAYS)) {
          const stream = bench.call(provider);
          await first(stream);
          const error: unknown = await second(stream).then(
            () => undefined,
            (thrown: unknown) => thrown,
          );
          expectThat(error instanceof TypeError, () => ({
            message: `reading again by ${way} was allowed`,
            received: show(error),
            expected: "a TypeError",
          }));
        }
      }
    },
  },
  {
    id: "read.lazy",
    level: "core",
    rule: "Nothing is sent before the first read, whatever else is done with the stream.",
    proves: PROVES,
    run: async (bench) => {
      const { upstream, stream } = await begin(bench, says(WHOLE));
      stream.result.catch(() => {});
      stream.chunks();
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
      expectEqual(upstream.requests.length, 0, "the number of requests before the first read");
      await stream.return(undefined);
    },
  },
  {
    id: "read.streamed",
    level: "core",
    rule: "Text is handed on as it arrives, not when the answer is complete.",
    proves: ["lifecycle 2", "§6 backpressure"],
    run: async (bench) => {
      const door = gate();
      const answer = plays(text("now "), { type: "wait", gate: door }, text("later"), STOP);
      const { stream } = await begin(bench, answer);
      await readUpTo(bench, stream, "now ");
      door.open();
      await readUpTo(bench, stream, "later");
      await expectDone(bench, "the end", stream.next());
    },
  },
  {
    id: "read.after-end",
    level: "core",
    rule: "Reading on after the end is done, as often as one tries.",
    proves: PROVES,
    run: async (bench) => {
      const { stream } = await begin(bench, says(WHOLE));
      await readUpTo(bench, stream, WHOLE);
      for (let time = 0; time < 3; time++) await expectDone(bench, "a late read", stream.next());
    },
  },
  {
    id: "read.after-error",
    level: "core",
    rule: "An error is told once; reading on after it is done.",
    proves: PROVES,
    run: async (bench) => {
      const error = { code: "auth", message: "No such key" } as const;
      const { stream } = await begin(bench, { error, status: 401 });
      await rejectionOf(bench, "the first read", stream.next());
      await expectDone(bench, "the read after the error", stream.next());
    },
  },
  {
    id: "read.overlapping",
    level: "core",
    rule: "Reads that overlap are answered in turn, each piece once.",
    proves: PROVES,
    run: async (bench) => {
      const pieces = ["a ", "b ", "c ", "d"];
      const { stream } = await begin(bench, says(...pieces));
      const steps = await Promise.all([...pieces, "end"].map(() => stream.next()));
      expectEqual(steps.map(({ value }) => value).join(""), "a b c d", "the text in order");
    },
  },
  {
    id: "read.misuse",
    level: "core",
    rule: "A request that is no object is a TypeError at once: a mistake of the program, not of a call.",
    proves: ["lifecycle 1", "R15"],
    run: async (bench) => {
      const provider = await bench.create(await bench.upstream(says("never")));
      for (const request of [undefined, null, "Hello", 7]) {
        const thrown = thrownBy(() => provider.createAsyncGenerator(request as never));
        expectThat(thrown instanceof TypeError, () => ({
          message: `createAsyncGenerator(${show(request)}) was allowed`,
          received: show(thrown),
          expected: "a TypeError, thrown at once",
        }));
      }
    },
  },
];

const ENDS = ["stop", "unknown"];

const WAYS: Readonly<Record<string, (stream: StreamUnderTest) => Promise<unknown>>> = {
  iteration: async (stream) => {
    for await (const _piece of stream);
  },
  "chunks()": async (stream) => {
    for await (const _chunk of stream.chunks());
  },
  "collect()": async (stream) => await stream.collect(),
  "toReadableStream()": async (stream) => {
    for await (const _piece of stream.toReadableStream());
  },
};

function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
