import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { AsyncGeneratorProvider, defineManifest } from "@g4f/core";
import { createOpenAssistantServer } from "@g4f/openassistant-server";
import xterm from "@xterm/headless";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { hasPty, startPty, type Pty } from "../pty.ts";
import { temporaryFolder, type Temporary } from "../temporary.ts";

const ESC = "\u001B";
const PROMPT = `${ESC}[0J> `;
/** What must not reach a terminal, in ways that are used for it. */
const HOSTILE = [
  `${ESC}]0;owned\u0007`,
  `${ESC}]8;;http://evil.test${ESC}\\link`,
  `${ESC}]52;c;cm0gLXJm\u0007`,
  `${ESC}[2J${ESC}[H${ESC}[41m`,
  "\u009B2J\u009D0;owned\u009C",
  "safe\revil\u0008\u0007\u007F",
  "user\u202Enimda\u202C\u2066x\u2069",
  `${ESC}c${ESC}[?1049h${ESC}P1$r\u0000end`,
];

class Hostile extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    contract: 1,
    name: "Hostile",
    url: "https://hostile.test",
    working: true,
    defaultModel: "h",
  });
  protected override async *generate(): AsyncGenerator<
    string | { type: "finish"; reason: "stop" }
  > {
    yield* HOSTILE.map((text) => `${text}\n`);
    yield { type: "finish", reason: "stop" };
  }
}

let home: Temporary;
let env: Record<string, string>;
beforeEach(() => {
  home = temporaryFolder();
  env = { HOME: home.path, NO_COLOR: "1" };
});
afterEach(() => home[Symbol.dispose]());

/** A terminal that shows what it is told, of the same size. */
function screenOf(pty: Pty): {
  text: () => Promise<string>;
  titles: string[];
  resize: (columns: number) => void;
} {
  const terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const titles: string[] = [];
  terminal.onTitleChange((title) => void titles.push(title));
  pty.onOutput((text) => terminal.write(text));
  return {
    titles,
    resize: (columns) => {
      pty.resize({ columns, rows: 24 });
      terminal.resize(columns, 24);
    },
    text: () =>
      new Promise((resolve) => {
        terminal.write("", () => {
          const { buffer } = terminal;
          const lines = Array.from({ length: buffer.active.length }, (_, row) =>
            buffer.active.getLine(row)?.translateToString(true),
          );
          resolve(lines.join("\n").trimEnd());
        });
      }),
  };
}

// Pseudo-terminals come with python3, which .ci/run installs.
describe.skipIf(!hasPty)("on a pseudo-terminal", { timeout: 180_000 }, () => {
  test("Ctrl-C stops the answer and keeps the chat, a second one leaves with 130; --continue", async () => {
    await using pty = startPty(["chat", "-p", "eliza", "-o", "delayMs=60000"], env);
    await pty.until(PROMPT);
    pty.type("Hello\r");
    await pty.until("Hello ");
    pty.type("\u0003");
    expect(await pty.until(PROMPT)).toContain("stopped; Ctrl-C again leaves");
    const pressed = performance.now();
    pty.type("\u0003");
    expect(await pty.exited).toBe(130);
    // 100 ms are promised, on a machine that has nothing else to do; the answer would take minutes.
    expect(performance.now() - pressed).toBeLessThan(10_000);
    // The mode of pastes is taken back.
    expect(pty.output.lastIndexOf(`${ESC}[?2004l`)).toBeGreaterThan(
      pty.output.lastIndexOf(`${ESC}[?2004h`),
    );

    await using again = startPty(["chat", "--continue"], env);
    expect(await again.until(PROMPT)).toMatch(
      /1 questions? so far.*> Hello\r\n+Hello\r\n\(stopped\)/s,
    );
    again.type(`${ESC}[A\r`);
    await again.until("Hello");
    await again.until(PROMPT);
    again.type("\u0004");
    expect(await again.exited).toBe(0);
    const folder = join(home.path, ".local/share/g4f/chats");
    const [file = "", ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const lines = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
    // Slow as the answer was, a part of it may have been kept before it was stopped.
    expect(types.join(" ")).toMatch(/^chat settings question (?:draft )?answer question answer$/);
  });

  test("SIGINT and SIGTERM from elsewhere, in the middle of an answer: 130, raw mode is over", async () => {
    const endings = (["SIGINT", "SIGTERM"] as const).map(async (signal) => {
      await using pty = startPty(["chat", "-p", "eliza", "-o", "delayMs=60000"], env);
      await pty.until(PROMPT);
      pty.type("Hello\r");
      await pty.until("Hello ");
      pty.kill(signal);
      if (signal === "SIGINT") {
        await pty.until("stopped; Ctrl-C again leaves");
        await pty.until(PROMPT);
        pty.kill(signal);
      }
      return await pty.exited;
    });
    expect(await Promise.all(endings)).toEqual([130, 130]);
  });

  test("hostile output does nothing to the terminal, and the prompt survives a resize", async () => {
    const server = createOpenAssistantServer({ responder: new Hostile() });
    const { url } = await server.listen();
    env["OPENASSISTANT_COOKIE"] = server.secrets.cookie;
    const args = ["-p", "openassistant", "--base-url", url];
    try {
      await using pty = startPty(["chat", ...args], env);
      const screen = screenOf(pty);
      await pty.until(PROMPT);
      pty.type("Hello\r");
      await pty.until(`${ESC}[?2004l`);
      const answer = await pty.until("end");
      // The status line erases itself; nothing else of the answer may begin with ESC.
      expect(answer.replaceAll(`\r${ESC}[2K`, "").replaceAll("\r\n", "\n")).not.toMatch(
        /[^\n\t\P{Cc}]/u,
      );
      expect(answer).toContain("␛]52;c;cm0gLXJm␇");
      expect(answer).toContain("safeevil");
      expect(answer).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      await pty.until(PROMPT);
      pty.type("a question that is longer than forty columns are");
      await pty.until("columns are");
      screen.resize(40);
      await pty.until(PROMPT);
      screen.resize(80);
      await pty.until(PROMPT);
      await pty.until("columns are");
      const shown = await screen.text();
      expect(screen.titles).toEqual([]);
      expect(shown).toContain("usernimdax");
      expect(shown.endsWith("> a question that is longer than forty columns are")).toBe(true);

      await using asked = startPty(["ask", ...args, "Hello"], env);
      expect(await asked.exited).toBe(0);
      expect(asked.output.replaceAll(`\r${ESC}[2K`, "")).not.toContain(ESC);
      expect(asked.output).toContain("␛c␛[?1049h");
    } finally {
      await server.close();
    }
  });
});
