import type { Bench, Case } from "../case.ts";
import { expectEqual, expectFinished } from "../expect.ts";
import type { Answer, Slice } from "../upstream.ts";
import { delivered, plays, says, STOP, text } from "./answers.ts";
import { expectAlike, expectSaid, rewritten, SCRIPT } from "./body.ts";
import { layoutOf, offsetsOf, sceneOf } from "./layout.ts";
import { noise } from "./noise.ts";

const PROVES = ["R9", "§6 bytes"];

/** Strings that other software stumbles over; none has a CR, which not every wire can carry. */
const NAUGHTY: readonly string[] = [
  "data: not an event\n\ndata: [DONE]\n\n",
  ": no comment\nevent: error\nretry: 1\nid: 7\n",
  "[DONE]",
  '{"error":{"message":"no error"}}',
  "null",
  "true",
  "0",
  "undefined",
  "NaN",
  "<script>alert(1)</script>&amp;&lt;",
  "\\u0000 \\n \" ' ` ${x} %s %d %00",
  "</think><think>",
  "\u202Eright to left\u202C \u200B\uFEFF",
  "Z\u0351\u036B\u0343\u036Aalgo",
  "\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F1E9}\u{1F1EA} e\u0301 \u00E9",
];

function slices(by: readonly Slice[]): [string, Answer][] {
  return by.map((slice) => [`cut by ${JSON.stringify(slice)}`, delivered(SCRIPT, { slice })]);
}

/** Where text is data as it is, the marker cannot be said. */
function canSay({ dialect }: Bench, said: string): boolean {
  if (dialect.abilities.includes("json")) return true;
  const events = dialect.encode([text("a"), STOP], { messages: [] });
  return !events.some((event) => event.of === "marker" && event.data === said);
}

/** No byte is lost, doubled or changed, however the network cuts the stream. */
export const BYTES: readonly Case[] = [
  {
    id: "bytes.cut.every-offset",
    level: "core",
    rule: "Cut in two at any byte, an answer is read as if it had come whole.",
    proves: PROVES,
    run: async (bench) => {
      const script = [text("f\u00FC\u20AC \u{1F30D}\n"), STOP];
      const scene = await sceneOf(bench);
      const cuts = offsetsOf(layoutOf(scene, script), 120).map((at): [string, Answer] => [
        `cut at byte ${at}`,
        delivered(script, { slice: { by: "offsets", offsets: [at] } }),
      ]);
      await expectAlike(bench, { script }, cuts);
    },
  },
  {
    id: "bytes.cut.small",
    level: "core",
    rule: "An answer that comes a few bytes at a time is read as if it had come whole.",
    proves: PROVES,
    run: async (bench) => {
      const sizes = [1, 2, 3, 5, 7, 16, 61].map((bytes) => ({ by: "bytes", bytes }) as const);
      await expectAlike(bench, { script: SCRIPT }, slices(sizes));
    },
  },
  {
    id: "bytes.cut.random",
    level: "core",
    rule: "Cut anywhere, an answer is read as if it had come whole.",
    proves: PROVES,
    run: async (bench) => {
      const seeds = Array.from(
        { length: 50 },
        (_, seed) => ({ by: "seed", seed, max: 40 }) as const,
      );
      await expectAlike(bench, { script: SCRIPT }, slices(seeds));
    },
  },
  {
    id: "bytes.adversary",
    level: "core",
    rule: "Any line ends, with or without remarks between events, cut anywhere: the answer is the same.",
    proves: [...PROVES, "§4.6 P1"],
    framings: ["sse"],
    run: async (bench) => {
      const answers = Array.from({ length: 40 }, (_, seed): [string, Answer] => [
        `with the noise and the cuts of seed ${seed}`,
        delivered(SCRIPT, {
          transform: rewritten(...noise(seed)),
          slice: { by: "seed", seed, max: 3 + (seed % 8) * 9 },
        }),
      ]);
      await expectAlike(bench, { script: SCRIPT }, answers);
    },
  },
  {
    id: "bytes.cut.whole",
    level: "core",
    rule: "Events that come all at once are all read, in order.",
    proves: PROVES,
    run: (bench) => expectSaid(bench, { slice: { by: "whole" } }),
  },
  {
    id: "bytes.cut.character",
    level: "core",
    rule: "A character that two chunks share is not garbled.",
    proves: [...PROVES, "claude-code-router#1672"],
    run: async (bench) => {
      const said = "\u00FC\u20AC\u{1F30D}".repeat(8);
      for (const bytes of [1, 2, 3]) {
        const answer = delivered([text(said), STOP], { slice: { by: "bytes", bytes } });
        expectFinished(await bench.ask(answer), { text: said });
      }
    },
  },
  {
    id: "bytes.utf8.invalid",
    level: "core",
    rule: "Bytes that are no UTF-8 become U+FFFD; they do not end the call.",
    proves: ["F31", "§4.4 utf-8"],
    run: async (bench) => {
      const transform = rewritten((body) => body.replace("@@", "\u00FF\u00FE"));
      const outcome = await bench.ask(delivered([text("a@@b"), STOP], { transform }));
      expectFinished(outcome, { text: "a\uFFFD\uFFFDb" });
    },
  },
  {
    id: "bytes.utf8.unfinished",
    level: "core",
    rule: "A character that is broken off becomes one U+FFFD and takes nothing behind it along.",
    proves: ["F31", "§4.4 utf-8"],
    run: async (bench) => {
      const transform = rewritten((body) => body.replace("@@", "\u00F0\u009F"));
      const outcome = await bench.ask(delivered([text("a@@b"), STOP], { transform }));
      expectFinished(outcome, { text: "a\uFFFDb" });
    },
  },
  {
    id: "bytes.utf8.charset",
    level: "core",
    rule: "A stream is UTF-8, whatever charset its type names.",
    proves: ["§4.4 utf-8"],
    framings: ["sse", "ndjson"],
    run: async (bench) => {
      const type = `${bench.dialect.contentType.split(";", 1)[0]}; charset=windows-1252`;
      await expectSaid(bench, { headers: { "content-type": type } });
    },
  },
  {
    id: "bytes.text.blanks",
    level: "core",
    rule: "Blanks and line ends of a text are kept, at its beginning, at its end, and alone.",
    proves: ["§4.4 leading-space", "§6 bytes"],
    run: async (bench) => {
      const pieces = ["  two", " ", "\t", "\n", "\n\n", " x ", "\n  - ", "  "];
      expectFinished(await bench.ask(says(...pieces)), { text: pieces.join("") });
    },
  },
  {
    id: "bytes.text.naughty",
    level: "core",
    rule: "Text that looks like framing, a marker, an error or markup is text.",
    proves: ["F34", "§4.5 naughty strings"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("unused"));
      const provider = await bench.create(upstream);
      for (const said of NAUGHTY.filter((one) => canSay(bench, one))) {
        upstream.play(says("a", said, "z"));
        expectFinished(await bench.read(bench.call(provider)), { text: `a${said}z` });
      }
    },
  },
  {
    id: "bytes.text.controls",
    level: "core",
    rule: "Control characters and odd line separators in a text are kept as they are.",
    proves: ["§4.4 null-character", "§4.5 naughty strings"],
    run: async (bench) => {
      const said = "a\u0000b\u0007\u001B[31mc\u0085d\u2028e\u2029f\u007F";
      expectFinished(await bench.ask(says(said, "!")), { text: `${said}!` });
    },
  },
  {
    id: "bytes.text.empty",
    level: "core",
    rule: "An empty piece of text is neither a chunk nor an end.",
    proves: ["lifecycle 6", "§6 semantics"],
    run: async (bench) => {
      const outcome = await bench.ask(plays(text(""), text("a"), text(""), text("b"), STOP));
      expectFinished(outcome, { text: "ab" });
      expectEqual(outcome.chunks.includes(""), false, "whether an empty chunk was handed out");
    },
  },
  {
    id: "bytes.text.order",
    level: "core",
    rule: "Of thousands of pieces none is lost, doubled or out of order.",
    proves: ["R21", "R5"],
    run: async (bench) => {
      const pieces = Array.from({ length: 3_000 }, (_, index) => `${index},`);
      const answer = delivered([...pieces.map(text), STOP], {
        slice: { by: "seed", seed: 7, max: 4_000 },
      });
      expectFinished(await bench.ask(answer), { text: pieces.join("") });
    },
  },
];
