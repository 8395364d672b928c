import type { CallRequest, Capability, ContentPart } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { says } from "./answers.ts";

const PROVES = ["§6 capability"];
const BYTES = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256);
const CITY = { type: "object", properties: { cityOfAnswer: { type: "string" } } };

/** What a manifest declares is not only taken: it reaches upstream. */
export const DECLARED: readonly Case[] = [
  carried("image", "imageInput", "An image given as bytes", media("image", "image/png"), spelled()),
  carried(
    "file",
    "fileInput",
    "A file given as bytes",
    media("file", "application/pdf"),
    spelled(),
  ),
  carried("audio", "audioInput", "Audio given as bytes", media("audio", "audio/wav"), spelled()),
  carried("schema", "schema", "The form that an answer must have", { schema: CITY }, [
    "cityOfAnswer",
  ]),
  {
    id: "request.history.own",
    level: "core",
    rule: "The message of an answer, put into the history, reaches upstream as it was said.",
    proves: ["§6 semantics"],
    needs: ["messageHistory"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("The first ", "answer."));
      const provider = await bench.create(upstream);
      const question = { role: "user", content: "the first question" } as const;
      const first = await bench.read(bench.call(provider, { messages: [question] }));
      const { message } = expectFinished(first);
      const messages = [question, message, { role: "user", content: "the next one" } as const];
      expectFinished(await bench.read(bench.call(provider, { messages })));
      const said = upstream.calls.at(-1)?.asked.messages.map((one) => one.text) ?? [];
      const all = said.join("\n");
      expectThat(/the first question[^]*The first answer\.[^]*the next one/.test(all), () => ({
        message: "the history is not what was said",
        received: show(said),
        expected: "question, answer, question",
      }));
    },
  },
  {
    id: "request.same-twice",
    level: "core",
    rule: "The same request asks upstream for the same twice: nothing of a history is converted away.",
    proves: ["§6 semantics"],
    run: async (bench) => {
      const request: Partial<CallRequest> = {
        messages: bench.declares("messageHistory")
          ? [
              { role: "user", content: "one" },
              { role: "assistant", content: "two" },
              { role: "user", content: [{ type: "text", text: "three" }] },
            ]
          : [{ role: "user", content: "one" }],
      };
      const upstream = await bench.upstream(says("yes"));
      const provider = await bench.create(upstream);
      for (let time = 0; time < 2; time++) {
        expectFinished(await bench.read(bench.call(provider, request)), { text: "yes" });
      }
      const [first, second] = upstream.calls.map(({ asked }) => asked.messages);
      expectEqual(second, first, "what upstream was asked the second time");
    },
  },
];

/** Something that the manifest declares, and what of it must be found in what upstream gets. */
function carried(
  id: string,
  need: Capability,
  words: string,
  request: Partial<CallRequest>,
  marks: readonly string[],
): Case {
  return {
    id: `request.${id}`,
    level: "core",
    rule: `${words} reaches upstream whole.`,
    proves: PROVES,
    needs: [need],
    run: async (bench) => {
      const outcome = await bench.ask(says("yes"), { request });
      if (outcome.error !== undefined && !promised(bench, need)) {
        expectError(outcome, { code: "not_supported" });
        return;
      }
      expectFinished(outcome, { text: "yes" });
      const bodies = outcome.upstream.requests.map(({ body }) => body).join("\n");
      expectThat(
        marks.some((mark) => bodies.includes(mark)),
        { message: `nothing of ${id} was sent`, received: show(bodies), expected: show(marks[0]) },
      );
    },
  };
}

/** Whether the manifest says outright that it can. */
function promised({ manifest }: Bench, need: Capability): boolean {
  return manifest.supports[need] === true;
}

function media(
  type: Exclude<ContentPart["type"], "text">,
  mediaType: string,
): Partial<CallRequest> {
  const part: ContentPart = { type, data: BYTES, mediaType };
  return { messages: [{ role: "user", content: [{ type: "text", text: "What is this?" }, part] }] };
}

/** The bytes as wires write them. */
function spelled(): string[] {
  const bytes = Buffer.from(BYTES);
  return [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")];
}
