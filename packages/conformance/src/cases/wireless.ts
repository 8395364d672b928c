import { getEventListeners } from "node:events";

import type { CallRequest } from "@g4f/core";

import type { Bench, Case, StreamUnderTest } from "../case.ts";
import {
  expectEqual,
  expectError,
  expectErrorFields,
  expectFinished,
  expectThat,
  expectUnchanged,
} from "../expect.ts";
import { modelFor } from "../model-for.ts";
import { show } from "../show.ts";
import { expectDone, rejectionOf, SOON } from "./reading.ts";

/** A case about a provider that has no upstream to script: what it says is its own. */
function wireless(
  id: string,
  rule: string,
  proves: string,
  run: Case["run"],
  more: Partial<Case> = {},
): Case {
  return { id: `wireless.${id}`, level: "wireless", rule, proves: [proves], run, ...more };
}

/** What a provider without a wire promises like any other. */
export const WIRELESS: readonly Case[] = [
  wireless(
    "answers",
    "A plain question is answered with text and one finish, last.",
    "lifecycle 6",
    async (bench) => {
      const outcome = await bench.read(await start(bench));
      expectFinished(outcome);
      expectEqual(outcome.text === "", false, "whether the answer is empty");
    },
  ),
  wireless(
    "text",
    "Iterating gives text alone: strings, none empty.",
    "lifecycle 2",
    async (bench) => {
      const pieces: unknown[] = [];
      for await (const piece of await start(bench)) pieces.push(piece);
      const good = pieces.length > 0 && pieces.every((it) => typeof it === "string" && it !== "");
      expectThat(good, { message: "not all is text", received: show(pieces), expected: "strings" });
    },
  ),
  wireless(
    "collect",
    "`collect()` and `.result` hold the text that iteration gives.",
    "lifecycle 2",
    async (bench) => {
      const stream = await start(bench);
      let read = "";
      for await (const piece of stream) read += piece;
      expectEqual((await stream.result).text, read, "the text of .result");
      const { text, message } = await (await start(bench)).collect();
      expectEqual(message.role, "assistant", "the role of the message");
      expectEqual(text === "", false, "whether collect() is empty");
    },
  ),
  wireless(
    "web-stream",
    "`toReadableStream()` gives the text and closes.",
    "lifecycle 2",
    async (bench) => {
      const stream = await start(bench);
      let read = "";
      for await (const piece of stream.toReadableStream()) read += piece;
      expectEqual((await stream.result).text, read, "the text of .result");
    },
  ),
  wireless(
    "once",
    "A call is read once: a second way is a TypeError.",
    "lifecycle 2",
    async (bench) => {
      const stream = await start(bench);
      await stream.collect();
      const thrown: unknown = await stream.collect().catch((error: unknown) => error);
      expectThat(thrown instanceof TypeError, {
        message: "a call was read twice",
        received: show(thrown),
        expected: "a TypeError",
      });
    },
  ),
  wireless("after-end", "Reading on after the end is done.", "lifecycle 3", async (bench) => {
    const stream = await start(bench);
    for (let step = await stream.next(); step.done !== true; step = await stream.next());
    await expectDone(bench, "a late read", stream.next());
  }),
  wireless(
    "misuse",
    "A request that is no object is a TypeError at once.",
    "lifecycle 1",
    async (bench) => {
      const provider = await bench.create(undefined);
      for (const request of [undefined, null, "Hello"]) {
        let thrown: unknown;
        try {
          provider.createAsyncGenerator(request as never);
        } catch (error) {
          thrown = error;
        }
        expectThat(thrown instanceof TypeError, {
          message: `createAsyncGenerator(${show(request)}) was allowed`,
          received: show(thrown),
          expected: "a TypeError",
        });
      }
    },
  ),
  wireless(
    "abort.before",
    "A signal that is aborted already ends the call as aborted.",
    "F36",
    async (bench) => {
      const outcome = await bench.read(await start(bench, { signal: AbortSignal.abort() }));
      expectError(outcome, { code: "aborted", retryable: false });
      expectEqual(outcome.text, "", "the text");
    },
  ),
  wireless(
    "abort.during",
    "An abort between two reads is told to the next one.",
    "F36",
    async (bench) => {
      const controller = new AbortController();
      const stream = await start(bench, { signal: controller.signal });
      const first = await stream.next();
      controller.abort();
      const error = await rejectionOf(bench, "the read after the abort", stream.next());
      expectErrorFields(error, { code: "aborted", retryable: false });
      expectEqual(error.partial?.text, first.value, "the partial text of the error");
      await bench.within(SOON, "`.closed` after the abort", stream.closed);
    },
  ),
  wireless(
    "abort.listeners",
    "Calls that are over leave no listener on the signal.",
    "R23",
    async (bench) => {
      const { signal } = new AbortController();
      for (let time = 0; time < 5; time++) await (await start(bench, { signal })).collect();
      expectEqual(getEventListeners(signal, "abort").length, 0, "the number of listeners");
    },
  ),
  wireless("leave.break", "Breaking out of the loop ends the call.", "F36", async (bench) => {
    const stream = await start(bench);
    for await (const piece of stream) if (piece !== "") break;
    await bench.within(SOON, "`.closed` after the break", stream.closed);
    const error = await rejectionOf(bench, "`.result` of a call that was left", stream.result);
    expectErrorFields(error, { code: "aborted" });
  }),
  wireless(
    "leave.return",
    "`return()` before the first read is done, and so is the stream.",
    "F36",
    async (bench) => {
      const stream = await start(bench);
      await expectDone(bench, "`return()`", stream.return(undefined));
      await expectDone(bench, "the read after it", stream.next());
    },
  ),
  wireless(
    "concurrent",
    "Fifty calls of one provider at a time all end well, each with its own answer.",
    "§6 isolation",
    async (bench) => {
      const provider = await bench.create(undefined);
      const alone = await bench.call(provider).collect();
      const all = await Promise.all(
        Array.from({ length: 50 }, () => bench.read(bench.call(provider))),
      );
      for (const outcome of all) {
        const { text } = expectFinished(outcome);
        expectEqual(text === "", alone.text === "", "whether the answer is empty");
        expectEqual(text, outcome.text, "the text of the result");
      }
    },
  ),
  wireless(
    "request-untouched",
    "A frozen request works, and nothing in a request is changed.",
    "§6 isolation",
    async (bench) => {
      const messages = Object.freeze([Object.freeze({ role: "user" as const, content: "Hello" })]);
      expectFinished(await bench.read(await start(bench, Object.freeze({ messages }))));
      const request = { messages: [{ role: "user" as const, content: "Hello" }] };
      const before = structuredClone(request);
      expectFinished(await bench.read(await start(bench, request)));
      expectUnchanged(request, before, "the request after the call");
    },
  ),
  wireless("invalid", "A request that cannot be right is invalid_request.", "F1", async (bench) => {
    const wrong: readonly Partial<CallRequest>[] = [
      { messages: [] },
      { messages: "Hello" as never },
      { messages: [{ role: "wizard", content: "Hello" } as never] },
      { deadlines: { total: 0 } },
    ];
    for (const request of wrong) {
      const outcome = await bench.read(await start(bench, request));
      expectError(outcome, { code: "invalid_request", phase: "prepare", retryable: false });
    }
  }),
  wireless(
    "unknown-option",
    "An option that nobody knows is named in one warning.",
    "§6 capability",
    async (bench) => {
      const request = { frobnicate: 1 } as Partial<CallRequest>;
      const { warnings } = expectFinished(await bench.read(await start(bench, request)));
      const named = warnings.filter((warning) => warning.includes("frobnicate"));
      expectEqual(named.length, 1, "the number of warnings that name it");
    },
  ),
  wireless(
    "ruled-out",
    "What the manifest rules out is not_supported.",
    "§6 capability",
    async (bench) => {
      for (const [need, request] of Object.entries(ASKING)) {
        const outcome = await bench.read(await start(bench, request));
        const ruledOut = !bench.declares(need as keyof typeof ASKING);
        if (ruledOut) expectError(outcome, { code: "not_supported", phase: "prepare" });
        else
          expectEqual(outcome.error?.code === "not_supported", false, `whether ${need} is refused`);
      }
    },
  ),
  wireless(
    "history",
    "The message of an answer is accepted as history.",
    "§6 semantics",
    async (bench) => {
      const question = { role: "user", content: "Hello" } as const;
      const { message } = expectFinished(
        await bench.read(await start(bench, { messages: [question] })),
      );
      const messages = [question, message, { role: "user", content: "Go on" } as const];
      expectFinished(await bench.read(await start(bench, { messages })));
    },
    { needs: ["messageHistory"] },
  ),
  wireless(
    "names",
    "`.result` names provider and model.",
    "architecture: the result",
    async (bench) => {
      const { provider, model } = expectFinished(await bench.read(await start(bench)));
      expectEqual(provider, bench.manifest.name, "the provider of the result");
      expectEqual(model, modelFor(bench.manifest), "the model of the result");
    },
  ),
];

/** What asks for an ability each. */
const ASKING = {
  systemMessage: {
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hello" },
    ],
  },
  tools: { tools: [{ name: "look_up", parameters: { type: "object" } }] },
  schema: { schema: { type: "object" } },
  temperature: { temperature: 0.5 },
  topP: { topP: 0.9 },
  maxTokens: { maxTokens: 50 },
  stop: { stop: "END" },
} satisfies Readonly<Record<string, Partial<CallRequest>>>;

/** A call of a fresh provider, not begun. */
async function start(bench: Bench, request: Partial<CallRequest> = {}): Promise<StreamUnderTest> {
  return bench.call(await bench.create(undefined), request);
}
