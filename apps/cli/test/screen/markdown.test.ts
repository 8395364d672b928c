import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createAnswerText } from "../../src/screen/answer-text.ts";
import { painter, type Paint } from "../../src/screen/colour.ts";
import { MarkdownRenderer } from "../../src/screen/markdown.ts";

/** Styles as tags, to be read. */
const tags: Paint = (style, text) => `<${String(style)}>${text}</>`;

function render(pieces: readonly string[], paint = tags): string {
  const renderer = new MarkdownRenderer(paint);
  return pieces.map((piece) => renderer.push(piece)).join("") + renderer.end();
}

describe("what is rendered", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ["bold", "a **b c** d", "a <bold>b c</> d"],
    ["italic, both ways", "*a* and _b_", "<italic>a</> and <italic>b</>"],
    ["bold and italic", "***a***", "<bold,italic>a</>"],
    ["code in bold", "**run `ls` now**", "<bold>run <cyan>ls</> now</>"],
    ["code keeps its stars", "`a **b** c`", "<cyan>a **b** c</>"],
    ["code with a backtick", "``a ` b``", "<cyan>a ` b</>"],
    [
      "headings",
      "# One\n### Two *x*",
      "<bold,underline>One</>\n<bold>Two </><bold><italic>x</></>",
    ],
    ["lists", "- a\n  * b\n+ c\n1. d", "• a\n  • b\n• c\n1. d"],
    ["a list of bold words", "- **a** b", "• <bold>a</> b"],
    ["quotes", "> a\n>> b\n> - c", "<dim>│ </>a\n<dim>│ </><dim>│ </>b\n<dim>│ </>• c"],
    ["a rule", "a\n---\nb", "a\n<dim>---</>\nb"],
    [
      "a block of code",
      "```ts\nconst a = b * c * d;\n\n# x\n```\n*x*",
      "<dim>```ts</>\n<cyan>const a = b * c * d;</>\n\n<cyan># x</>\n<dim>```</>\n<italic>x</>",
    ],
    [
      "a shorter fence does not end it",
      "````\n```\n````\na",
      "<dim>````</>\n<cyan>```</>\n<dim>````</>\na",
    ],
    ["escapes", "\\*a\\* and C:\\temp", "*a* and C:\\temp"],
  ];
  test.each(rows)("%s", (_, text, shown) => {
    expect(render([text])).toBe(shown);
  });
});

describe("what is left as it is", () => {
  test.each([
    "2 * 3 * 4 = 24, 2**3 = 8",
    "snake_case_name and a__init__",
    "a lone * and ** and ` and _",
    "**never closed",
    "#hashtag and #1",
    "-1 + 2\n--flag",
    "a | b\n--|--\n1 | 2",
    "x > y\n    indented",
    `**${"long ".repeat(100)}**`,
  ])("%j", (text) => {
    expect(render([text])).toBe(text);
  });
});

/** Each character with the styles it has, however they were cut into pieces. */
function looks(rendered: string): readonly string[] {
  const styles: string[] = [];
  return [...rendered.matchAll(/<\/>|<([^>]+)>|[^<]/g)].flatMap(([piece, style]) => {
    if (style !== undefined) styles.push(style);
    else if (piece === "</>") styles.pop();
    else return [`${piece} ${styles.join(" ")}`];
    return [];
  });
}

describe("streaming", () => {
  const alphabet = fc.constantFrom(
    "*",
    "**",
    "`",
    "```",
    "_",
    "\\",
    "#",
    "-",
    ">",
    " ",
    "\n",
    "~~~",
    "a",
    "b ",
  );
  const markdown = fc.array(alphabet, { maxLength: 60 }).map((parts) => parts.join(""));

  test("the output does not depend on how the text was cut", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        expect(looks(render(text.split("")))).toEqual(looks(render([text])));
      }),
      { numRuns: 5_000 },
    );
  });

  test("no word is ever lost, and only markers go", () => {
    const plain: Paint = (_, text) => text;
    fc.assert(
      fc.property(markdown, (text) => {
        const words = (all: string): string => all.replaceAll(/[^ab]/g, "");
        expect(words(render([text], plain))).toBe(words(text));
        expect(render([text], plain).length).toBeLessThanOrEqual(
          text.length + text.split(">").length,
        );
      }),
      { numRuns: 5_000 },
    );
  });

  test("plain words go out at once, and only a possible span waits", () => {
    const renderer = new MarkdownRenderer(tags);
    expect(renderer.push("Hello ")).toBe("Hello ");
    expect(renderer.push("wor")).toBe("wor");
    expect(renderer.push("ld **bo")).toBe("ld ");
    expect(renderer.push("ld** and")).toBe("<bold>bold</> and");
    expect(renderer.push(` **${"never closed ".repeat(30)}`)).toContain(" **never closed");
    expect(renderer.end()).toBe("");
  });

  test("a hostile line costs linear time", () => {
    for (const unit of ["*a", "`", ">", "-", "_ ", "\\", "```a", " "]) {
      const renderer = new MarkdownRenderer(tags);
      const began = performance.now();
      for (let i = 0; i < 500; i++) renderer.push(unit.repeat(200));
      renderer.end();
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });
});

describe("createAnswerText", () => {
  const hostile = "\u001B]0;owned\u0007**b**";

  test("a pipe gets what came", () => {
    expect(createAnswerText({}, {}).push(hostile)).toBe(hostile);
  });

  test("--raw is for who wants it so", () => {
    expect(createAnswerText({ isTTY: true }, {}, true).push(hostile)).toBe(hostile);
  });

  test.each([{ NO_COLOR: "1" }, { TERM: "dumb" }])(
    "no colours with %j: neutralised text",
    (env) => {
      const text = createAnswerText({ isTTY: true }, env);
      expect(text.push(hostile) + text.end()).toBe("␛]0;owned␇**b**");
    },
  );

  test("a terminal gets rendered text, and no escape of the model", () => {
    const text = createAnswerText({ isTTY: true }, { NO_COLOR: "" });
    expect(text.push(hostile) + text.end()).toBe(`␛]0;owned␇${painter(true)("bold", "b")}`);
    expect(painter(true)("bold", "b")).toBe("\u001B[1mb\u001B[22m");
  });
});
