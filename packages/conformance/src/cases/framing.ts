import type { Bench, Case } from "../case.ts";
import { expectEqual, expectFinished } from "../expect.ts";
import type { Delivery, Slice } from "../upstream.ts";
import { delivered, STOP, text } from "./answers.ts";
import { before, BOM, expectSaid, manyLines, rewritten, type Rewrite } from "./body.ts";
import { only, sceneOf } from "./layout.ts";
import { COMMENTS, cr, crlf, mixed, UNKNOWN } from "./noise.ts";

const PROVES = ["R9", "§4.4"];
const MARKED = [text("one"), text("two"), STOP];
const BYTE = { by: "bytes", bytes: 1 } as const;

/** An answer that is read as sent although its framing was changed so. */
function frames(id: string, rule: string, ...changes: readonly Rewrite[]): Case {
  return {
    id: `framing.${id}`,
    level: "core",
    rule,
    proves: PROVES,
    framings: ["sse"],
    run: (bench) => expectSaid(bench, { transform: rewritten(...changes) }),
  };
}

/**
 * Reads an answer behind these marks. Its first line is one whose loss can be seen, so opening events that
 * tell nothing but a role are left out. Where lines of names come first, losing a name loses no data.
 */
async function expectMarked(
  bench: Bench,
  marks: string,
  unnamed: string,
  slice?: Slice,
): Promise<void> {
  const scene = await sceneOf(bench);
  let named = true;
  const body = only(scene, MARKED, (events) => {
    const told = events.filter((event) => event.of !== "open" || event.event !== undefined);
    named = told[0]?.event !== undefined;
    return told;
  });
  const transform: Delivery["transform"] = (bytes) => rewritten((all) => marks + all)(body(bytes));
  const delivery = slice === undefined ? { transform } : { transform, slice };
  scene.upstream.play(delivered(MARKED, delivery));
  const outcome = await bench.read(bench.call(scene.provider));
  expectFinished(outcome, { text: named ? "onetwo" : unnamed });
}

/** Server-sent events are read as the WHATWG standard says. */
export const FRAMING: readonly Case[] = [
  frames("line-ends.crlf", "Lines may end with CR LF.", crlf),
  frames("line-ends.cr", "Lines may end with CR alone.", cr),
  frames("line-ends.mixed", "LF, CR LF and CR may be mixed in one stream.", mixed),
  {
    id: "framing.line-ends.split",
    level: "core",
    rule: "A CR LF that two chunks share is one line end.",
    proves: PROVES,
    framings: ["sse"],
    run: (bench) => expectSaid(bench, { transform: rewritten(manyLines, crlf), slice: BYTE }),
  },
  {
    id: "framing.line-ends.cr-split",
    level: "core",
    rule: "A CR that ends a chunk is a line end, whatever the next chunk begins with.",
    proves: PROVES,
    framings: ["sse"],
    run: (bench) => expectSaid(bench, { transform: rewritten(manyLines, cr), slice: BYTE }),
  },
  {
    id: "framing.bom",
    level: "core",
    rule: "One byte order mark at the beginning is no part of the first line.",
    proves: PROVES,
    framings: ["sse"],
    run: (bench) => expectMarked(bench, BOM, "onetwo"),
  },
  {
    id: "framing.bom.split",
    level: "core",
    rule: "A byte order mark is one however it is cut.",
    proves: PROVES,
    framings: ["sse"],
    run: (bench) => expectMarked(bench, BOM, "onetwo", BYTE),
  },
  {
    id: "framing.bom.twice",
    level: "core",
    rule: "Only one byte order mark is taken off: after a second the first line is an unknown field.",
    proves: PROVES,
    framings: ["sse"],
    run: (bench) => expectMarked(bench, BOM + BOM, "two"),
  },
  {
    id: "framing.bom.inside",
    level: "core",
    rule: "A byte order mark later in the stream belongs to its line, which is then no data line.",
    proves: PROVES,
    framings: ["sse"],
    run: async (bench) => {
      const transform = rewritten((body) => {
        const line = body.lastIndexOf("\ndata", body.indexOf("SECOND")) + 1;
        return body.slice(0, line) + BOM + body.slice(line);
      });
      const script = [text("first "), text("SECOND "), text("third"), STOP];
      const outcome = await bench.ask(delivered(script, { transform }));
      expectFinished(outcome, { text: "first third" });
    },
  },
  frames("comments", "Comment lines say nothing, whatever stands in them.", before(COMMENTS)),
  frames(
    "comments.inside",
    "A comment between the data lines of one event does not part them.",
    manyLines,
    before(COMMENTS),
  ),
  frames("comments.alone", "Comments between events are no events.", (body) =>
    body.replaceAll("\n\n", "\n\n: keep-alive\n\n:\n\n"),
  ),
  frames("data.lines", "Several data lines are one text with LF between them.", manyLines),
  frames("data.empty", "An event with empty data is ignored.", (body) =>
    body.replaceAll("\n\n", "\n\ndata:\n\ndata\n\ndata: \n\n"),
  ),
  frames("data.no-space", "The space behind the colon may be missing.", (body) =>
    body.replaceAll(/^(data|event): (?! )/gm, "$1:"),
  ),
  frames("fields.unknown", "Only lines named exactly `data` are data.", before(UNKNOWN)),
  frames("fields.id", "An id line is no data, with or without NUL.", before("id: 7\nid: \0\nid\n")),
  {
    id: "framing.fields.retry",
    level: "core",
    rule: "A retry line is no data, and no reason to ask again.",
    proves: PROVES,
    framings: ["sse"],
    run: async (bench) => {
      const transform = rewritten(before("retry: 1\n\nretry: x\nretry\n"));
      const outcome = await bench.ask(delivered([text("once"), STOP], { transform }));
      expectFinished(outcome, { text: "once" });
      expectEqual(outcome.upstream.calls.length, 1, "the number of requests for an answer");
    },
  },
  frames("event.empty", "A blank name is no name: the event is a message.", (body) =>
    body.replaceAll(/(^|\n\n)data/g, "$1event: \ndata"),
  ),
  frames(
    "blank-lines",
    "Blank lines between events say nothing.",
    (body) => `\n\n${body.replaceAll("\n\n", "\n\n\n\n\n")}`,
  ),
];
