import type { Bench, Case } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import { showOutcome } from "../show.ts";
import { delivered, plays, STOP, text } from "./answers.ts";
import { expectSaid, rewritten, type Rewrite } from "./body.ts";

const MIB = 1024 * 1024;
/** More than any cap on one event that is worth the name; the default is 32 MiB. */
const ENDLESS = 40 * MIB;
const UNFINISHED = { framings: ["sse", "ndjson"] } as const satisfies Partial<Case>;

/** A good answer, one text of which carries a field that nests so deep. */
function nested(depth: number): Rewrite {
  const value = `${"[".repeat(depth)}${"]".repeat(depth)}`;
  return (body) => body.replace(/^(data: ?)?\{(?=.*SECOND)/m, `$1{"nested":${value},`);
}

/** Text, then something broken, then more text and a finish that must not be reached. */
async function expectProtocol(bench: Bench, broken: string): Promise<void> {
  const outcome = await bench.ask(
    plays(text("kept"), { type: "event", data: broken }, text("LATER"), STOP),
  );
  const error = expectError(outcome, { code: "protocol", retryable: false, phase: "stream" });
  expectEqual(outcome.text, "kept", "the text before the fault");
  expectEqual(error.partial?.text, "kept", "the partial text of the error");
}

/** What an event holds, whichever way events are framed. */
export const PAYLOAD: readonly Case[] = [
  {
    id: "payload.malformed",
    level: "core",
    rule: "An event that should be JSON and is none ends the call as `protocol`; the text before it is kept.",
    proves: ["F31", "R15"],
    wire: ["json"],
    run: (bench) => expectProtocol(bench, '{"unfinished": "'),
  },
  {
    id: "payload.malformed.first",
    level: "core",
    rule: "Malformed data before any content is `protocol` too, and no reason to ask again.",
    proves: ["F26", "F31"],
    wire: ["json"],
    run: async (bench) => {
      const outcome = await bench.ask(plays({ type: "event", data: '{"a":' }, text("LATER"), STOP));
      expectError(outcome, { code: "protocol", retryable: false });
      expectEqual(outcome.text, "", "the text before the fault");
    },
  },
  {
    id: "payload.malformed.quoted",
    level: "core",
    rule: "The message about malformed data is one line and does not quote the data.",
    proves: ["F31", "R8"],
    wire: ["json"],
    run: async (bench) => {
      const broken = '{"said": sk-QUOTED-DATA}';
      const outcome = await bench.ask(plays({ type: "event", data: broken }, text("LATER"), STOP));
      const { message } = expectError(outcome, { code: "protocol" });
      expectThat(!message.includes("QUOTED-DATA") && !/[\r\n]/.test(message), {
        message: "the message shows what upstream sent",
        received: message,
        expected: "one line without the data",
      });
    },
  },
  {
    id: "payload.json.escapes",
    level: "core",
    rule: "Text that upstream writes in \\u escapes is read as the characters they stand for.",
    proves: ["§6 bytes", "R27"],
    wire: ["json"],
    run: async (bench) => {
      // Of a rewrite each character is a byte: three of them are the euro sign.
      const transform = rewritten((body) => body.replaceAll("\u00E2\u0082\u00AC", "\\u20ac"));
      await expectSaid(bench, { transform });
    },
  },
  {
    id: "payload.json.surrogates",
    level: "core",
    rule: "A pair of surrogates escaped in two events is put together.",
    proves: ["§6 bytes"],
    wire: ["json"],
    run: async (bench) => {
      const outcome = await bench.ask(plays(text("a\uD83C"), text("\uDF0Db"), STOP));
      expectFinished(outcome, { text: "a\u{1F30D}b" });
    },
  },
  {
    id: "payload.json.unknown-fields",
    level: "core",
    rule: "Fields that nobody knows are ignored, `__proto__` and `constructor` among them.",
    proves: ["R27", "§6 secrets"],
    wire: ["json"],
    run: async (bench) => {
      const more = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},';
      const transform = rewritten((body) =>
        body.replaceAll(/^(data: ?)?\{/gm, `$1{${more}"obfuscation":"\\u0000x",`),
      );
      await expectSaid(bench, { transform });
      expectEqual(Reflect.get({}, "polluted"), undefined, "a field of every object");
    },
  },
  {
    id: "payload.json.deep",
    level: "core",
    rule: "JSON that nests 100 deep is read.",
    proves: ["R27"],
    wire: ["json"],
    run: async (bench) => {
      const script = [text("first "), text("SECOND"), STOP];
      const outcome = await bench.ask(delivered(script, { transform: rewritten(nested(100)) }));
      expectFinished(outcome, { text: "first SECOND" });
    },
  },
  {
    id: "payload.json.too-deep",
    level: "core",
    rule: "JSON that nests deeper than 128 is refused as `protocol`: to clone or to log it would overflow the stack.",
    proves: ["F32", "R27"],
    wire: ["json"],
    run: async (bench) => {
      const script = [text("first "), text("SECOND"), STOP];
      const outcome = await bench.ask(delivered(script, { transform: rewritten(nested(5_000)) }));
      const error = expectError(outcome, { code: "protocol", retryable: false });
      expectEqual(error.partial?.text, "first ", "the partial text of the error");
    },
  },
  {
    id: "payload.large",
    level: "core",
    rule: "An event of 12 MiB is read: images travel in events.",
    proves: ["R10", "§4.4 ours"],
    run: async (bench) => {
      const large = "x".repeat(12 * MIB);
      const script = [text("a"), text(large), text("z"), STOP];
      const outcome = await bench.ask(delivered(script, { slice: { by: "bytes", bytes: 65_536 } }));
      expectFinished(outcome);
      expectEqual(outcome.text.length, large.length + 2, "the length of the text");
      expectThat(outcome.text === `a${large}z`, {
        message: "a large event was garbled",
        received: `${outcome.text.length} other characters`,
        expected: "12 MiB of x between a and z",
      });
    },
  },
  {
    id: "payload.endless",
    level: "core",
    ...UNFINISHED,
    rule: "An event that grows over the cap ends the call as `protocol`, and upstream is cut.",
    proves: ["F32", "R10"],
    run: async (bench) => {
      const bytes = Buffer.alloc(ENDLESS, "x");
      const outcome = await bench.ask(
        delivered([text("kept"), { type: "bytes", bytes }, STOP], {
          slice: { by: "bytes", bytes: 256 * 1024 },
        }),
      );
      const error = expectError(outcome, { code: "protocol", retryable: false, phase: "stream" });
      expectEqual(error.partial?.text, "kept", "the partial text of the error");
      const call = await outcome.upstream.called();
      expectThat(call.bytesWritten < ENDLESS, {
        message: "the whole of an endless event was taken in",
        received: `${call.bytesWritten} bytes, ${showOutcome(outcome)}`,
        expected: "the connection cut at the cap",
      });
    },
  },
  {
    id: "payload.ndjson.crlf",
    level: "core",
    framings: ["ndjson"],
    rule: "Lines of NDJSON may end with CR LF.",
    proves: ["R9"],
    run: (bench) =>
      expectSaid(bench, { transform: rewritten((body) => body.replaceAll("\n", "\r\n")) }),
  },
  {
    id: "payload.ndjson.blank-lines",
    level: "core",
    framings: ["ndjson"],
    rule: "Blank lines between lines of NDJSON say nothing.",
    proves: ["R9"],
    run: (bench) =>
      expectSaid(bench, { transform: rewritten((body) => body.replaceAll("\n", "\n\n \r\n")) }),
  },
  {
    id: "payload.ndjson.last-line",
    level: "core",
    framings: ["ndjson"],
    rule: "A last line of NDJSON that is complete counts without a line end behind it.",
    proves: ["R9"],
    run: (bench) => expectSaid(bench, { transform: rewritten((body) => body.replace(/\n+$/, "")) }),
  },
  {
    id: "payload.ndjson.bom",
    level: "core",
    framings: ["ndjson"],
    rule: "A byte order mark before the first line of NDJSON is no part of it.",
    proves: ["R9"],
    run: (bench) =>
      expectSaid(bench, { transform: rewritten((body) => `\u00EF\u00BB\u00BF${body}`) }),
  },
];
