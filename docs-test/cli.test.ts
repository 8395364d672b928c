import { expect, it } from "vitest";

import { runNode } from "./run-node.ts";
import { load, read, rows, section } from "./tables.ts";

it("apps/cli/README.md has the exit status of every code", async () => {
  const { EXIT_STATUS } = await load<{ EXIT_STATUS: object }>("apps/cli/src/exit-status.ts");
  const told = rows(section(read("apps/cli/README.md"), "Exit status")).flatMap(
    ([status, codes = ""]) => codes.split(", ").map((code) => [code, Number(status)]),
  );
  expect(Object.fromEntries(told)).toEqual({ good: 0, ...EXIT_STATUS });
});

it("apps/cli/README.md has the options of g4f ask, and no other", { timeout: 70_000 }, async () => {
  const help = await Promise.all(
    [["--help"], ["ask", "--help"]].map((args) => runNode(["apps/cli/src/main.ts", ...args])),
  );
  const flags = help.flatMap(({ stdout }) => [...stdout.matchAll(/^  (-.+?)(?:  |$)/gm)]);
  const all = new Set(flags.map(([, flag = ""]) => flag.trim()));
  for (const common of ["-h, --help", "-V, --version"]) all.delete(common);
  const told = rows(section(read("apps/cli/README.md"), "`g4f ask [prompt…]`")).map(
    ([flag]) => flag,
  );
  expect(new Set(told)).toEqual(all);
});
