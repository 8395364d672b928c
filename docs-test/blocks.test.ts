import { describe, expect, it } from "vitest";

import { blocksOf } from "./blocks.ts";
import { snippetsOf } from "./extract.ts";

const fence = "```";

describe("blocksOf", () => {
  it("gives language, flags and the line of the code", () => {
    const markdown = `# A\n\n${fence}ts acme.ts no-run\nconst a = 1;\n\nuse(a);\n${fence}\n`;
    expect(blocksOf(markdown)).toEqual([
      { language: "ts", flags: ["acme.ts", "no-run"], line: 4, code: "const a = 1;\n\nuse(a);" },
    ]);
  });

  it("leaves alone what stands inside a longer fence", () => {
    const markdown = `${fence}\`md\n${fence}ts\nx\n${fence}\n${fence}\`\n`;
    expect(blocksOf(markdown).map(({ language }) => language)).toEqual(["md"]);
  });

  it("refuses blocks that would go unchecked", () => {
    expect(() => blocksOf(`${fence}ts\nx\n`)).toThrow("line 1: the block is never closed");
    expect(() => blocksOf(`- a\n\n  ${fence}ts\n  x\n  ${fence}\n`)).toThrow("line 3: an indented");
  });
});

describe("snippetsOf", () => {
  it("keeps the line numbers of the document", () => {
    const [snippet] = snippetsOf("docs/a.md", `text\n\n${fence}ts\nfail();\n${fence}\n`);
    expect(snippet?.source.split("\n")[3]).toBe("fail();");
    expect(snippet?.file).toMatch(/generated[\\/]docs-a[\\/]L4\.ts$/);
  });

  it("takes the block behind it as its output, where that says so", () => {
    const markdown = (flag: string) =>
      `${fence}ts\na();\n${fence}\n\nIt prints\n\n${fence}text ${flag}\nhello\n${fence}\n`;
    expect(snippetsOf("a.md", markdown("output"))[0]?.output).toBe("hello");
    expect(snippetsOf("a.md", markdown(""))[0]?.output).toBeUndefined();
  });

  it("refuses flags that mean nothing, and names used twice", () => {
    expect(() => snippetsOf("a.md", `${fence}ts norun\n${fence}\n`)).toThrow("not norun");
    const named = `${fence}ts a.ts\n1;\n${fence}\n`;
    expect(() => snippetsOf("a.md", named + named)).toThrow("two blocks are named");
    expect(() => snippetsOf("a.md", named)).toThrow("no block imports a.ts");
  });
});
