import { describe, expect, it } from "vitest";

import { blocksOf } from "./blocks.ts";
import { markdownFiles } from "./documents.ts";
import { runNode } from "./run-node.ts";
import { load, read } from "./tables.ts";

interface Line {
  readonly title: string;
  readonly command: string;
}

const commands = markdownFiles().flatMap((document) =>
  blocksOf(read(document))
    .filter(({ language }) => language === "sh")
    .flatMap(({ code, line }): readonly Line[] =>
      code
        .split("\n")
        .map((command, index) => ({ title: `${document}:${line + index}`, command })),
    ),
);

function argumentsOf(text: string): string[] {
  if (/[|&;<>$`\\]/.test(text)) throw new Error(`only plain words are run: ${text}`);
  const words = text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  return [...words].map(([, double, single, plain]) => double ?? single ?? plain ?? "");
}

function startingWith(head: string): readonly (readonly [title: string, rest: string])[] {
  return commands
    .filter(({ command }) => command.startsWith(head))
    .map(({ title, command }) => [title, command.slice(head.length).replace(/ +#.*$/, "")]);
}

describe("npm start -- …", () => {
  // The script sets the clone up, then runs this very command line.
  it.each(startingWith("npm start -- "))("%s: %s", { timeout: 30_000 }, async (_title, rest) => {
    const run = await runNode(["apps/cli/src/main.ts", "--offline", ...argumentsOf(rest)]);
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout.trim()).not.toBe("");
  });

  it("is shown at all", () => {
    expect(startingWith("npm start -- ").map(([title]) => title.split(":")[0])).toContain("README.md");
  });
});

describe("commands for contributors", () => {
  it("npm test -- <gate> names a gate", async () => {
    const { stages } = await load("scripts/lib/gates.ts");
    const gates = (stages as readonly (readonly (readonly { readonly name: string }[])[])[])
      .flat(2)
      .map(({ name }) => name);
    for (const [title, rest] of startingWith("npm test -- ")) {
      expect(gates, title).toEqual(expect.arrayContaining(argumentsOf(rest)));
    }
  });

  it("pnpm <script> and npm run <script> name a script of the root", () => {
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: object };
    const own = new Set(["install", "changeset", "exec", "add"]);
    for (const [title, rest] of [...startingWith("pnpm "), ...startingWith("npm run ")]) {
      const [script = ""] = argumentsOf(rest);
      if (!own.has(script)) expect(Object.keys(scripts), title).toContain(script);
    }
  });

  it("npx g4f is nowhere: that name belongs to somebody else", () => {
    expect(startingWith("npx g4f")).toEqual([]);
  });
});
