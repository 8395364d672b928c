import { describe, expect, it } from "vitest";

import { blocksOf } from "./blocks.ts";
import { markdownFiles } from "./documents.ts";
import { runNode } from "./run-node.ts";
import { load, read } from "./tables.ts";
import { argumentsOf } from "./words.ts";

interface Line {
  readonly title: string;
  readonly command: string;
}

interface Gate {
  readonly name: string;
}

const commands = markdownFiles().flatMap((document) =>
  blocksOf(read(document))
    .filter(({ language }) => language === "sh")
    .flatMap(({ code, line }): readonly Line[] =>
      code.split("\n").map((command, index) => ({ title: `${document}:${line + index}`, command })),
    ),
);

function startingWith(head: string): readonly (readonly [title: string, rest: string])[] {
  return commands
    .filter(({ command }) => command.startsWith(head))
    .map(({ title, command }) => [title, command.slice(head.length).replace(/ +#.*$/, "")]);
}

describe("npm start -- …", () => {
  // The script sets the clone up, then runs this very command line.
  // Somebody types, where a command talks.
  const input = "Hello\n";
  const ending = startingWith("npm start -- ").filter(([, rest]) => !rest.startsWith("serve"));
  it.each(ending)("%s: %s", { timeout: 70_000 }, async (_title, rest) => {
    const run = await runNode(["apps/cli/src/main.ts", "--offline", ...argumentsOf(rest)], input);
    expect(run).toMatchObject({ status: 0, stdout: expect.stringMatching(/\S/) });
  });

  it("is shown in the README", () => {
    const documents = startingWith("npm start -- ").map(([title]) => title.split(":")[0]);
    expect(documents).toContain("README.md");
  });
});

describe("commands for contributors", () => {
  it("npm test -- <gate> names a gate", async () => {
    const { stages } = await load<{ stages: readonly (readonly Gate[][])[] }>(
      "scripts/lib/gates.ts",
    );
    const gates = new Set(stages.flat(2).map(({ name }) => name));
    expect(
      startingWith("npm test -- ").filter(
        ([, rest]) => !argumentsOf(rest).every((name) => gates.has(name)),
      ),
    ).toEqual([]);
  });

  it("pnpm run <script> and npm run <script> name a script of the root", () => {
    const manifest: { readonly scripts: object } = JSON.parse(read("package.json"));
    const known = new Set([...Object.keys(manifest.scripts), "exec", "install", "run"]);
    const named = ["npm run ", "npx pnpm run ", "npx pnpm "].flatMap(startingWith);
    expect(named.filter(([, rest]) => !known.has(argumentsOf(rest)[0] ?? ""))).toEqual([]);
  });

  it("npx g4f is nowhere: that name belongs to somebody else", () => {
    expect(startingWith("npx g4f")).toEqual([]);
  });
});
