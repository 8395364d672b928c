import type { Case } from "../case.ts";
import { expectEqual, expectError, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { delivered, STOP, text } from "./answers.ts";
import { NOTHING, refused, type Reply } from "./refused.ts";

/** How long an upstream asks to wait, in the ways in which they say it. */
const AFTER: readonly (readonly [
  id: string,
  rule: string,
  reply: () => Partial<Reply>,
  ms: number,
])[] = [
  ["seconds", "`retry-after` in seconds", () => ({ headers: { "retry-after": "20" } }), 20_000],
  ["ms", "`retry-after-ms`", () => ({ headers: { "retry-after-ms": "1500" } }), 1_500],
  [
    "long",
    "`retry-after` of a day, in full",
    () => ({ headers: { "retry-after": "86400" } }),
    86_400_000,
  ],
];

function retryAfter([id, rule, reply, ms]: (typeof AFTER)[number]): Case {
  return {
    id: `status.retry-after.${id}`,
    level: "core",
    rule: `${rule} is told as \`retryAfterMs\`.`,
    proves: ["F19", "§2.3"],
    run: async (bench) => {
      const { error } = await refused(bench, { status: 429, body: NOTHING, ...reply() });
      expectEqual(error.retryAfterMs, ms, "how long to wait");
    },
  };
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** What an upstream says with its status. */
export const STATUS: readonly Case[] = [
  ...AFTER.map(retryAfter),
  {
    id: "status.retry-after.date",
    level: "core",
    rule: "A date in `retry-after` is told as the time that is left, never less than none.",
    proves: ["F19", "§2.3"],
    run: async (bench) => {
      const at = (ms: number) => ({ "retry-after": new Date(Date.now() + ms).toUTCString() });
      const soon = await refused(bench, { status: 503, body: NOTHING, headers: at(60_000) });
      const ms = soon.error.retryAfterMs ?? -1;
      expectThat(ms > 45_000 && ms <= 61_000, {
        message: "the date was not understood",
        received: `retryAfterMs ${ms}`,
        expected: "about 60 000",
      });
      const gone = await refused(bench, { status: 503, body: NOTHING, headers: at(-60_000) });
      expectEqual(gone.error.retryAfterMs, 0, "the wait for a date that has gone by");
    },
  },
  {
    id: "status.retry-after.nonsense",
    level: "core",
    rule: "A `retry-after` that nobody can read is as good as none.",
    proves: ["F19", "§2.3"],
    run: async (bench) => {
      for (const value of ["soon", "-1", "", "1e9"]) {
        const headers = { "retry-after": value };
        const { error } = await refused(bench, { status: 429, body: NOTHING, headers });
        expectEqual(error.retryAfterMs, undefined, `the wait of ${show(value)}`);
      }
    },
  },
  {
    id: "status.should-retry",
    level: "core",
    rule: "`x-should-retry` overrides what the code says of another try.",
    proves: ["§2.3"],
    run: async (bench) => {
      for (const [status, value] of [
        [500, "false"],
        [400, "true"],
      ] as const) {
        const headers = { "x-should-retry": value };
        const { error } = await refused(bench, { status, body: NOTHING, headers });
        expectEqual(error.retryable, value === "true", `retryable, told ${value}`);
      }
    },
  },
  {
    id: "status.request-id",
    level: "core",
    rule: "Upstream's id of the request is told.",
    proves: ["§6 error corpus", "R37"],
    run: async (bench) => {
      const headers = { "x-request-id": "req_42" };
      const { error } = await refused(bench, { status: 500, body: NOTHING, headers });
      expectEqual(error.requestId, "req_42", "the request id");
    },
  },
  {
    id: "status.message",
    level: "core",
    rule: "Upstream's own words are in the message, on one line, whatever they hold.",
    proves: ["F23", "R37", "§6 error corpus"],
    run: async (bench) => {
      const said = "Line one\r\nline two \u001B[31mred";
      const { error } = await refused(bench, {
        status: 400,
        code: "invalid_request",
        message: said,
      });
      expectThat(error.message.includes("Line one line two"), {
        message: "upstream's words are lost",
        received: show(error.message),
        expected: "a message with `Line one line two`",
      });
    },
  },
  {
    id: "status.page",
    level: "core",
    rule: "A page of HTML with an error status is told by its status, without its markup.",
    proves: ["F20", "§6 error corpus"],
    run: async (bench) => {
      const body = "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>";
      const headers = { "content-type": "text/html" };
      const { error } = await refused(bench, { status: 502, body, headers });
      expectEqual(error.code, "upstream", "the code");
      expectEqual(/[<>]/.test(error.message), false, "whether markup is in the message");
    },
  },
  {
    id: "status.body.nothing",
    level: "core",
    rule: "An error without a body, or with one that is no JSON, is told by its status.",
    proves: ["F20", "R15"],
    run: async (bench) => {
      for (const body of [
        "",
        "null",
        "[]",
        "7",
        '"down"',
        '{"error":',
        "\0\u0001",
        '{"error":null}',
      ]) {
        const { error } = await refused(bench, { status: 500, body });
        expectEqual(error.code, "upstream", `the code of 500 with the body ${show(body)}`);
      }
    },
  },
  {
    id: "status.body.large",
    level: "core",
    rule: "Of an error body no more is taken in than a message needs.",
    proves: ["F13", "§2.5 caps"],
    run: async (bench) => {
      const { error } = await refused(bench, { status: 500, body: "x".repeat(4_000_000) });
      expectEqual(error.message.length < 4_096, true, "whether the message is bounded");
    },
  },
  ...REDIRECTS.map((status): Case => ({
    id: `status.${status}`,
    level: "core",
    rule: `A redirect of status ${status} is \`protocol\`: it is not followed, so that no credential goes along.`,
    proves: ["F21", "R2"],
    run: async (bench) => {
      const second = await bench.upstream(delivered([text("followed"), STOP], {}), {
        transport: "tcp",
      });
      const headers = { location: `${second.baseUrl}/elsewhere` };
      const first = await bench.upstream(
        { error: { code: "upstream", message: "moved" }, status, body: "", headers },
        { transport: "tcp" },
      );
      const outcome = await bench.read(bench.call(await bench.create(first)));
      expectError(outcome, { code: "protocol", retryable: false, status, phase: "status" });
      expectEqual(first.calls.length, 1, "the number of requests for an answer");
      expectEqual(second.connections, 0, "the number of connections to the other place");
    },
  })),
];
