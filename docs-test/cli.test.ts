import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { blocksOf } from "./blocks.ts";
import { runNode } from "./run-node.ts";
import { load, read, rows, section } from "./tables.ts";

const MAIN = "apps/cli/src/main.ts";
const document = read("apps/cli/README.md");

interface ExitStatus {
  readonly status: number;
  readonly meaning: string;
}

describe("apps/cli/README.md", () => {
  it("has status and meaning of every code", async () => {
    const { EXIT_STATUS } = await load<{ EXIT_STATUS: Readonly<Record<string, ExitStatus>> }>(
      "apps/cli/src/exit-status.ts",
    );
    const real = Object.entries(EXIT_STATUS).map(([code, { status, meaning }]) => {
      return [String(status), code, meaning];
    });
    const told = rows(section(document, "Exit status"));
    expect(told).toEqual(
      [["0", "good", "all went well"], ...real].toSorted(([a], [b]) => Number(a) - Number(b)),
    );
  });

  it("has the options of g4f ask, and no other", { timeout: 70_000 }, async () => {
    const { stdout } = await runNode([MAIN, "ask", "--help"]);
    const flags = [...stdout.matchAll(/^  (-.+?)(?:  |$)/gm)].map(([, flag = ""]) => flag.trim());
    const common = new Set(["-h, --help", "-V, --version"]);
    const told = rows(section(document, "`g4f ask [prompt…]`")).map(([flag]) => flag);
    expect(new Set(told)).toEqual(new Set(flags.filter((flag) => !common.has(flag))));
  });

  it("has every key of the configuration", async () => {
    const { configSchema } = await load<{ configSchema: unknown }>("apps/cli/src/config/schema.ts");
    const { keysAt } = await load<{
      keysAt: (schema: unknown, path: readonly string[]) => readonly string[];
    }>("packages/config-file/src/keys-at.ts");
    const keys = [[], ["providers", "acme"]].flatMap((path) => keysAt(configSchema, path));
    const text = rows(section(document, "Configuration")).flat().join(" ");
    const words = new Set(text.split(/[^A-Za-z]+/));
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !words.has(key))).toEqual([]);
  });

  it("shows a configuration that is one", { timeout: 70_000 }, async () => {
    const shown = blocksOf(document).filter(({ language }) => language === "yaml");
    expect(shown).not.toEqual([]);
    for (const { code } of shown) {
      const folder = mkdtempSync(join(tmpdir(), "g4f-docs-"));
      const file = join(folder, "config.yaml");
      try {
        writeFileSync(file, code, { mode: 0o600 });
        const run = await runNode([MAIN, "--config", file, "ask", "-s", "@translate", "Hello"]);
        expect(run).toMatchObject({ status: 0, stderr: "" });
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });
});
