import { describe, expect, it } from "vitest";

import { runNode } from "./run-node.ts";
import { read, rows, section } from "./tables.ts";

const MAIN = "apps/cli/src/main.ts";
const document = read("apps/cli/README.md");

describe("apps/cli/README.md", () => {
  it.each(["auth", "cookies"])("has the commands of g4f %s", { timeout: 70_000 }, async (group) => {
    const { stdout } = await runNode([MAIN, group, "--help"]);
    const [, commands = ""] = stdout.split("Commands:");
    const names = [...commands.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
    const told = rows(section(document, `\`g4f ${group}\``)).map(
      ([usage = ""]) => usage.split(" ")[1],
    );
    expect(told).toEqual(names);
  });
});
