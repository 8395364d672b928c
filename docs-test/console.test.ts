import { expect, it } from "vitest";

import { blocksOf } from "./blocks.ts";
import { documents } from "./documents.ts";
import { runNode } from "./run-node.ts";
import { read } from "./tables.ts";
import { argumentsOf } from "./words.ts";

/** A command of a `console` block and what it prints, stdout before stderr. */
const sessions = documents().flatMap((document) =>
  blocksOf(read(document))
    .filter(({ language }) => language === "console")
    .flatMap(({ code, line }) =>
      code
        .split(/^\$ /m)
        .slice(1)
        .map((session): readonly [title: string, command: string, output: string] => {
          const [command = "", ...output] = session.trimEnd().split("\n");
          return [`${document}:${line}`, command, output.join("\n")];
        }),
    ),
);

it.each(sessions)("%s: %s", { timeout: 70_000 }, async (_title, command, output) => {
  const [name, ...args] = argumentsOf(command);
  expect(name).toBe("g4f");
  const { stdout, stderr } = await runNode(["apps/cli/src/main.ts", ...args]);
  expect((stdout + stderr).trimEnd()).toBe(output);
});

it("is shown for the command", () => {
  expect(sessions.map(([title]) => title.split(":")[0])).toContain("apps/cli/README.md");
});
