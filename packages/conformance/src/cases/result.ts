import { ProviderError } from "@g4f/core";

import type { Case } from "../case.ts";
import { expectEqual, expectErrorFields, expectFinished, expectThat } from "../expect.ts";
import { modelFor } from "../model-for.ts";
import { show } from "../show.ts";
import { delivered, says, STOP, text } from "./answers.ts";
import { begin, rejectionOf, SOON } from "./reading.ts";

const PROVES = ["lifecycle 1", "lifecycle 2"];
const PIECES = ["One ", "and ", "two."];
const WHOLE = "One and two.";

/** What a call comes to is told apart from reading it: result, error, and that nothing is left. */
export const RESULT: readonly Case[] = [
  {
    id: "result.rejected",
    level: "core",
    rule: "`.result` of a failed call rejects with its error, and hurts nobody who does not ask for it.",
    proves: [...PROVES, "R15"],
    run: async (bench) => {
      const error = { code: "auth", message: "No such key" } as const;
      const { stream } = await begin(bench, { error, status: 401 });
      await rejectionOf(bench, "the first read", stream.next());
      // Long enough for an unhandled rejection to be noticed: the bench fails a case for one.
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
      const again = await rejectionOf(bench, "`.result`", stream.result);
      expectErrorFields(again, { code: "auth", status: 401 });
    },
  },
  {
    id: "result.closed",
    level: "core",
    rule: "`.closed` settles after the end, whether the call was finished or failed.",
    proves: ["R23", "lifecycle 5"],
    run: async (bench) => {
      const error = { code: "auth", message: "No such key" } as const;
      const upstream = await bench.upstream([says("good"), { error, status: 401 }]);
      const provider = await bench.create(upstream);
      for (const end of ["finished", "failed"]) {
        const stream = bench.call(provider);
        await bench.read(stream);
        await bench.within(SOON + 1_000, `.closed of a call that ${end}`, stream.closed);
      }
    },
  },
  {
    id: "result.message",
    level: "core",
    rule: "`.result.message` is the answer as a message of the assistant, ready for the history.",
    proves: ["§6 semantics"],
    run: async (bench) => {
      const { message } = expectFinished(await bench.ask(says(...PIECES)));
      expectEqual(message.role, "assistant", "the role of the message");
      const { content } = message;
      const parts = typeof content === "string" ? [{ text: content }] : (content ?? []);
      const said = parts.map((part) => ("text" in part ? part.text : "")).join("");
      expectEqual(said, WHOLE, "the text of the message");
    },
  },
  {
    id: "result.names",
    level: "core",
    rule: "`.result` names the provider and the model that answered.",
    proves: ["architecture: the result"],
    run: async (bench) => {
      const request = { model: modelFor(bench.manifest) };
      const { provider, model } = expectFinished(await bench.ask(says(WHOLE), { request }));
      expectEqual(provider, bench.manifest.name, "the provider of the result");
      expectEqual(model, request.model, "the model of the result");
    },
  },
  {
    id: "result.provider-error",
    level: "core",
    rule: "Whatever reading rejects with is recognised by `ProviderError.is` and names its provider.",
    proves: ["R15"],
    run: async (bench) => {
      const answer = delivered([text("x"), STOP], { end: { at: 1, how: "rst" } });
      const { stream } = await begin(bench, answer);
      const error = await rejectionOf(bench, "reading a reset connection", stream.collect());
      expectThat(ProviderError.is(error) && error instanceof Error, {
        message: "the error is no ProviderError",
        received: show(error),
        expected: "a ProviderError",
      });
      expectEqual(error.provider, bench.manifest.name, "the provider of the error");
    },
  },
];
