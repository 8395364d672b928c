import { describe, expect, test } from "vitest";

import { EXIT_STATUS } from "../../src/exit-status.ts";
import { createProgram } from "../../src/program.ts";
import { g4f, testTerminal } from "../g4f.ts";

describe("g4f help", () => {
  test("exit-codes prints every status with its code and meaning", async () => {
    const { status, out, err } = await g4f(["help", "exit-codes"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const rows = out.trimEnd().split("\n").slice(1);
    expect(rows).toHaveLength(Object.keys(EXIT_STATUS).length + 1);
    for (const [code, { status: number, meaning }] of Object.entries(EXIT_STATUS)) {
      const row = rows.find((line) => line.trim().startsWith(`${number} `));
      expect(row).toContain(` ${code} `);
      expect(row).toContain(meaning);
    }
  });

  test("help of a command is its --help", async () => {
    const own = await g4f(["openassistant", "serve", "--help"]);
    expect(own.out).toMatch(/^Usage: g4f openassistant serve/);
    expect(await g4f(["help", "openassistant", "serve"])).toEqual(own);
    expect(await g4f(["help"])).toEqual(await g4f(["--help"]));
  });

  test("every command that does something has examples, which name it", async () => {
    const leaves = (command: ReturnType<typeof createProgram>, path: string[]): string[][] =>
      command.commands.length === 0
        ? [path]
        : command
            .createHelp()
            .visibleCommands(command)
            .flatMap((one) => leaves(one, [...path, one.name()]));
    const commands = leaves(createProgram(testTerminal(), "1.2.3"), []);
    expect(commands.length).toBeGreaterThan(2);
    for (const path of commands) {
      const { out } = await g4f([...path, "--help"]);
      const [, shown = ""] = out.split("Examples:\n");
      expect(shown).toMatch(new RegExp(`g4f (?:--\\w+ )?${path.join(" ")}`));
    }
  });

  test("help is as wide as the terminal", async () => {
    const { out } = await g4f(["ask", "--help"], { columns: 50 });
    const [body = ""] = out.split("Examples:");
    expect(Math.max(...body.split("\n").map((line) => line.length))).toBeLessThanOrEqual(50);
  });
});
