import type { CallResult } from "@g4f/core";

import { defineBroken, type Broken } from "./broken.ts";
import { around, overlay, without } from "./changed.ts";

const family = "leave";
const DONE = { done: true, value: undefined } as const;

export const LEAVE: readonly Broken[] = [
  defineBroken({
    name: "break-leaves-upstream-running",
    family,
    bug: {
      url: "https://github.com/BerriAI/litellm/pull/30245",
      what: "the stream upstream goes on when its reader has gone",
    },
    killedBy: "leave.break",
    make: around((begin, request) => {
      const stream = begin(request);
      let left = 0;
      // Told a second time it does end: no test should leave a call running.
      return overlay(stream, {
        return: async () => (left++ === 0 ? DONE : await stream.return(undefined)),
      });
    }),
  }),
  defineBroken({
    name: "return-waits-for-the-read",
    family,
    bug: {
      url: "https://github.com/alanshaw/abortable-iterator/pull/15",
      what: "return() of a generator waits for the pending next(), for ever where that stalls",
    },
    killedBy: "leave.return.pending",
    make: around((begin, request) => {
      const stream = begin(request);
      async function* relayed(): AsyncGenerator<string, undefined, undefined> {
        yield* stream;
        return undefined;
      }
      const relay = relayed();
      return overlay(stream, { next: () => relay.next(), return: () => relay.return(undefined) });
    }),
  }),
  defineBroken({
    name: "left-taken-for-finished",
    family,
    killedBy: "leave.result",
    make: around((begin, request) => {
      const stream = begin(request);
      const empty: CallResult = {
        text: "",
        reasoning: "",
        toolCalls: [],
        finishReason: "stop",
        model: "",
        provider: "Reference",
        warnings: [],
        message: { role: "assistant", content: "" },
      };
      return overlay(stream, { result: stream.result.catch(() => empty) });
    }),
  }),
  defineBroken({
    name: "throw-swallowed",
    family,
    killedBy: "leave.throw",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, { throw: () => stream.return(undefined) });
    }),
  }),
  defineBroken({
    name: "abandoned-never-cut",
    family,
    killedBy: "leave.abandoned",
    make: around((begin, request) => begin(without(request, "deadlines"))),
  }),
  defineBroken({
    name: "cancel-not-passed-on",
    family,
    killedBy: "leave.cancel-stream",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, {
        toReadableStream: () =>
          new ReadableStream<string>(
            {
              async pull(controller) {
                const { done, value } = await stream.next();
                if (done === true) controller.close();
                else controller.enqueue(value);
              },
            },
            { highWaterMark: 0 },
          ),
      });
    }),
  }),
  defineBroken({
    name: "return-sends-first",
    family,
    killedBy: "leave.return.before-reading",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, {
        return: async () => {
          await stream.next();
          return await stream.return(undefined);
        },
      });
    }),
  }),
];
