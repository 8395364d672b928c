import type { ErrorCode } from "@g4f/core";

import type { Case } from "../case.ts";
import { expectEqual, expectError, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { delivered } from "./answers.ts";

const SSE = { framings: ["sse"] } as const satisfies Partial<Case>;
const STREAMS = { framings: ["sse", "ndjson"] } as const satisfies Partial<Case>;

/** A response of status 200 with this body in place of a stream. */
function instead(body: string, type: string | undefined, extra = {}): ReturnType<typeof delivered> {
  return delivered([], {
    headers: { "content-type": type, ...extra },
    frame: "length",
    transform: () => Buffer.from(body),
  });
}

/** An error object with status 200, and what it means. */
const OBJECTS: readonly (readonly [id: string, error: object, code: ErrorCode])[] = [
  ["rate-limit", { type: "rate_limit_error", message: "slow down" }, "rate_limit"],
  ["quota", { code: "insufficient_quota", message: "no money" }, "quota"],
  ["unknown", { message: "Something odd" }, "upstream"],
];

/** A good status before something that is no stream. */
export const NOT_A_STREAM: readonly Case[] = [
  {
    id: "status.200.page",
    level: "core",
    ...SSE,
    rule: "A page of HTML in place of a stream is `protocol`, never an answer.",
    proves: ["F22"],
    run: async (bench) => {
      const page = "<!doctype html><html><body>Please log in</body></html>";
      const outcome = await bench.ask(instead(page, "text/html; charset=utf-8"));
      const { message } = expectError(outcome, { code: "protocol", retryable: false });
      expectEqual(outcome.text, "", "the text");
      expectEqual(message.length < 2_500, true, "whether the message is bounded");
    },
  },
  {
    id: "status.200.type",
    level: "core",
    ...SSE,
    rule: "A body that says it is something else than a stream of events is no answer.",
    proves: ["F22", "§4.4 mime-valid-bogus"],
    run: async (bench) => {
      for (const type of ["text/x-bogus", "image/png", "application/octet-stream"]) {
        const outcome = await bench.ask(instead("data: x\n\n", type));
        // A host that names its streams in any way is told by what comes.
        expectError(outcome, { code: ["protocol", "truncated"] });
        expectEqual(outcome.text, "", "the text");
      }
    },
  },
  {
    id: "status.200.empty",
    level: "core",
    ...STREAMS,
    rule: "A good status with no body at all is `protocol`.",
    proves: ["F22"],
    run: async (bench) => {
      const outcome = await bench.ask(instead("", bench.dialect.contentType));
      expectError(outcome, { code: ["protocol", "truncated"] });
    },
  },
  {
    id: "status.204",
    level: "core",
    rule: "A good status that says that nothing follows is no answer.",
    proves: ["F22"],
    run: async (bench) => {
      const outcome = await bench.ask(delivered([], { status: 204, frame: "length" }));
      expectError(outcome, { code: ["protocol", "truncated"] });
    },
  },
  {
    id: "status.200.coding",
    level: "core",
    rule: "A coding that nobody asked for is `protocol`, never text.",
    proves: ["R32", "F22"],
    run: async (bench) => {
      const extra = { "content-encoding": "x-unknown" };
      const outcome = await bench.ask(
        instead("\u001F\u008B rubbish", bench.dialect.contentType, extra),
      );
      expectError(outcome, { code: "protocol", retryable: false });
      expectEqual(outcome.text, "", "the text");
    },
  },
  ...OBJECTS.map(([id, error, code]): Case => ({
    id: `status.200.error.${id}`,
    level: "core",
    ...STREAMS,
    rule: `An error object with status 200 is the error it tells of: ${code}.`,
    proves: ["F23", "§2.3"],
    wire: ["json"],
    run: async (bench) => {
      const outcome = await bench.ask(instead(JSON.stringify({ error }), "application/json"));
      const { message } = expectError(outcome, { code });
      const words = "message" in error ? String(error.message) : "";
      expectThat(message.includes(words), {
        message: "upstream's words are lost",
        received: show(message),
        expected: `a message with ${words}`,
      });
    },
  })),
];
