import type { Message } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import type { Asked } from "../dialect.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { says } from "./answers.ts";
import { askedFor } from "./reading.ts";

const PROVES = ["§6 semantics"];

/** What a caller asks is what reaches the wire. */
export const REQUEST: readonly Case[] = [
  {
    id: "request.once",
    level: "core",
    rule: "One call that goes well is one request for an answer.",
    proves: ["F17", "R14"],
    run: async (bench) => {
      const outcome = await bench.ask(says("yes"));
      expectFinished(outcome, { text: "yes" });
      expectEqual(outcome.upstream.calls.length, 1, "the number of requests for an answer");
    },
  },
  {
    id: "request.streamed",
    level: "core",
    rule: "The answer is asked for as a stream.",
    proves: ["§6 semantics"],
    run: async (bench) => {
      const asked = await askedFor(bench, {});
      expectThat(asked.stream !== false, {
        message: "one whole answer was asked for",
        received: "stream: false",
        expected: "a request for a stream",
      });
    },
  },
  {
    id: "request.text.exact",
    level: "core",
    rule: "What the user says reaches upstream to the letter, whatever letters they are.",
    proves: [...PROVES, "§4.5 naughty strings"],
    run: async (bench) => {
      for (const said of NAUGHTY) {
        const asked = await askedFor(bench, { messages: [{ role: "user", content: said }] });
        expectContains(asked, said);
      }
    },
  },
  {
    id: "request.text.long",
    level: "core",
    rule: "A long message reaches upstream whole.",
    proves: PROVES,
    run: async (bench) => {
      const said = `begin ${"word ".repeat(100_000)}end`;
      const asked = await askedFor(bench, { messages: [{ role: "user", content: said }] });
      expectThat(
        asked.messages.some((message) => message.text.includes(said)),
        () => ({
          message: "the message did not arrive whole",
          received: `${asked.messages.map((message) => message.text.length).join(", ")} characters`,
          expected: `${said.length} characters`,
        }),
      );
    },
  },
  {
    id: "request.text.lone-surrogate",
    level: "core",
    rule: "Half a surrogate pair in a message breaks neither the call nor the text around it.",
    proves: [...PROVES, "§4.5 naughty strings"],
    run: async (bench) => {
      const said = "before \uD83D after";
      const asked = await askedFor(bench, { messages: [{ role: "user", content: said }] });
      expectContains(asked, "before ");
      expectContains(asked, " after");
    },
  },
  {
    id: "request.parts",
    level: "core",
    rule: "A message of several text parts reaches upstream with all of them, in order.",
    proves: PROVES,
    run: async (bench) => {
      const content = ["alpha", "beta", "gamma"].map((part) => ({
        type: "text" as const,
        text: part,
      }));
      const asked = await askedFor(bench, { messages: [{ role: "user", content }] });
      expectOrder(asked, ["alpha", "beta", "gamma"]);
    },
  },
  {
    id: "request.history",
    level: "core",
    rule: "A history reaches upstream whole and in order; where that is ruled out, nothing is sent.",
    proves: [...PROVES, "§6 capability"],
    run: async (bench) => {
      const messages: readonly Message[] = [
        { role: "user", content: "alpha" },
        { role: "assistant", content: "beta" },
        { role: "user", content: "gamma" },
      ];
      if (await refusedWhereRuledOut(bench, "messageHistory", messages)) return;
      const asked = await askedFor(bench, { messages });
      expectOrder(asked, ["alpha", "beta", "gamma"]);
      if (!bench.dialect.abilities.includes("history")) return;
      const roles = asked.messages.map(({ role }) => role);
      expectEqual(roles, ["user", "assistant", "user"], "the roles on the wire");
    },
  },
  {
    id: "request.system",
    level: "core",
    rule: "A system message reaches upstream before the user's; where that is ruled out, nothing is sent.",
    proves: [...PROVES, "§6 capability"],
    run: async (bench) => {
      const messages: readonly Message[] = [
        { role: "system", content: "be brief" },
        { role: "user", content: "Hello there" },
      ];
      if (await refusedWhereRuledOut(bench, "systemMessage", messages)) return;
      const asked = await askedFor(bench, { messages });
      expectOrder(asked, ["be brief", "Hello there"]);
      if (!bench.dialect.abilities.includes("system")) return;
      const first = asked.messages[0];
      expectThat(first?.role !== "user" && first?.role !== "assistant", () => ({
        message: "the system message went in another role",
        received: show(asked.messages),
        expected: "system or developer",
      }));
    },
  },
  {
    id: "request.developer",
    level: "core",
    rule: "A developer message is treated as a system message.",
    proves: [...PROVES, "§6 semantics: role rules"],
    run: async (bench) => {
      const messages: readonly Message[] = [
        { role: "developer", content: "be brief" },
        { role: "user", content: "Hello there" },
      ];
      if (await refusedWhereRuledOut(bench, "systemMessage", messages)) return;
      expectOrder(await askedFor(bench, { messages }), ["be brief", "Hello there"]);
    },
  },
];

/** Text that something on its way may stumble over. */
const NAUGHTY = [
  "quotes \" and ' and `, a backslash \\ and \\n",
  "two\nlines\r\nand\ttabs",
  "  spaces before and after  ",
  "e\u0301 ñ 漢字 עברית \u202Emirrored\u202C 👩‍👩‍👧‍👦 \u2028\u2029",
  "</script><!-- <|im_end|> {{template}} ${x} %s %00",
  "data: [DONE]\n\n",
  "nothing \u0000 and \u001B[31mred",
  '{"__proto__": {"polluted": true}}',
];

/** True where the manifest rules it out, and the call was refused as it must be. */
async function refusedWhereRuledOut(
  bench: Bench,
  need: "messageHistory" | "systemMessage",
  messages: readonly Message[],
): Promise<boolean> {
  if (bench.declares(need)) return false;
  const outcome = await bench.ask(says("never"), { request: { messages } });
  expectError(outcome, { code: "not_supported" });
  expectEqual(outcome.upstream.requests.length, 0, "the number of requests");
  return true;
}

function expectContains(asked: Asked, said: string): void {
  expectThat(
    asked.messages.some((message) => message.text.includes(said)),
    () => ({
      message: "what was said did not reach upstream to the letter",
      received: show(asked.messages),
      expected: show(said),
    }),
  );
}

function expectOrder(asked: Asked, wanted: readonly string[]): void {
  const whole = asked.messages.map((message) => message.text).join("\n");
  const places = wanted.map((word) => whole.indexOf(word));
  const inOrder = places.every((place, index) => place > (places[index - 1] ?? -1));
  expectThat(inOrder, () => ({
    message: "not all that was said reached upstream, or not in order",
    received: show(asked.messages),
    expected: wanted.join(", then "),
  }));
}
