import type { CallRequest } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { says } from "./answers.ts";

const PROVES = ["F1", "architecture: the contract"];

/** A request that cannot be right is refused before a byte is sent, and the message says which field. */
export const INVALID: readonly Case[] = [
  {
    id: "invalid.messages.empty",
    level: "core",
    rule: "No messages at all is invalid_request, and nothing is sent.",
    proves: PROVES,
    run: async (bench) => await refused(bench, { messages: [] }, "messages"),
  },
  {
    id: "invalid.messages.type",
    level: "core",
    rule: "Messages that are no list of messages are invalid_request, and nothing is sent.",
    proves: PROVES,
    run: async (bench) => {
      for (const messages of ["Hello", [null], ["Hello"], [[]], { role: "user" }]) {
        await refused(bench, { messages: messages as never }, "messages");
      }
    },
  },
  {
    id: "invalid.messages.role",
    level: "core",
    rule: "A role that nobody has is invalid_request, and nothing is sent.",
    proves: PROVES,
    run: async (bench) => {
      for (const role of ["wizard", "", "User", undefined, "__proto__"]) {
        const messages = [{ role, content: "Hello" }] as never;
        await refused(bench, { messages }, "messages");
      }
    },
  },
  {
    id: "invalid.messages.content",
    level: "core",
    rule: "A message of the user without content is invalid_request, and nothing is sent.",
    proves: PROVES,
    run: async (bench) => {
      for (const content of [undefined, null, 7, [{ type: "hologram" }]]) {
        const messages = [{ role: "user", content }] as never;
        await refused(bench, { messages }, "messages");
      }
    },
  },
  {
    id: "invalid.field.type",
    level: "core",
    rule: "A common field of another type is invalid_request, names the field, and nothing is sent.",
    proves: PROVES,
    run: async (bench) => {
      const wrong: Readonly<Record<string, unknown>> = {
        model: 7,
        signal: "soon",
        proxy: 8080,
        cookies: "a=b",
        deadlines: { total: "1s" },
        tools: "all",
      };
      for (const [field, value] of Object.entries(wrong)) {
        await refused(bench, { [field]: value }, field);
      }
    },
  },
  {
    id: "invalid.deadline.range",
    level: "core",
    rule: "A deadline of nothing or less is invalid_request, and nothing is sent.",
    proves: PROVES,
    run: async (bench) => {
      for (const total of [0, -1, Number.NaN]) {
        await refused(bench, { deadlines: { total } }, "deadlines");
      }
    },
  },
  {
    id: "invalid.proxy.scheme",
    level: "core",
    rule: "A proxy that is no HTTP proxy's URL is refused; nothing is sent past it.",
    proves: [...PROVES, "F7", "R18"],
    run: async (bench) => {
      for (const proxy of ["not a url", "ftp://127.0.0.1:1", "file:///etc/passwd"]) {
        const outcome = await bench.ask(says("never"), { request: { proxy } });
        expectError(outcome, { code: ["invalid_request", "not_supported"] });
        expectEqual(outcome.upstream.requests.length, 0, "the number of requests");
      }
    },
  },
  {
    id: "invalid.header.injection",
    level: "core",
    rule: "A header value with a line break in it is refused; nothing is sent.",
    proves: [...PROVES, "§1 fact 9"],
    run: async (bench) => {
      for (const bad of ["a\r\nx-evil: 1", "a\nb", "a\0b"]) {
        const settings = { headers: { "x-team": bad } };
        const outcome = await bench.ask(says("never"), { settings });
        expectError(outcome, { code: "invalid_request" });
        expectEqual(outcome.upstream.requests.length, 0, "the number of requests");
      }
    },
  },
  {
    id: "invalid.cookie.injection",
    level: "core",
    rule: "A cookie whose name or value would end the header or begin another cookie is never sent so.",
    proves: [...PROVES, "R17"],
    run: async (bench) => {
      for (const bad of ["a\r\nx-evil: 1", "a; admin=1", "a\0b"]) {
        const outcome = await bench.ask(says("yes"), { request: { cookies: { session: bad } } });
        const sent = outcome.upstream.requests.flatMap(({ headers }) => [
          headers["cookie"] ?? "",
          headers["x-evil"] === undefined ? "" : "x-evil",
        ]);
        expectThat(!sent.some((it) => /x-evil|; ?admin=1|\0/.test(it)), () => ({
          message: "the value of a cookie became more than a value",
          received: show(sent),
          expected: "a refusal, or an encoded value",
        }));
      }
    },
  },
  {
    id: "invalid.nothing-undefined",
    level: "core",
    rule: "A field that is undefined is as if it were not there.",
    proves: ["architecture: the contract"],
    run: async (bench) => {
      const { defaultModel } = bench.manifest;
      const request = {
        ...(defaultModel === undefined ? {} : { model: undefined }),
        signal: undefined,
        tools: undefined,
        temperature: undefined,
        deadlines: undefined,
      } as unknown as Partial<CallRequest>;
      expectFinished(await bench.ask(says("yes"), { request }), { text: "yes" });
    },
  },
];

/** The call is `invalid_request` that names `field`, of phase `prepare`, and nothing reached upstream. */
async function refused(bench: Bench, request: Partial<CallRequest>, field: string): Promise<void> {
  const outcome = await bench.ask(says("never"), { request });
  const want = { code: "invalid_request", phase: "prepare", retryable: false } as const;
  const error = expectError(outcome, want);
  expectEqual(outcome.upstream.requests.length, 0, "the number of requests");
  expectThat(error.message.includes(field), () => ({
    message: "the message does not name the field",
    received: show(error.message),
    expected: `a message that names ${field}`,
  }));
}
