import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

import { Watched } from "./watched.ts";

const HELPER = fileURLToPath(new URL("run-on-pty.py", import.meta.url));
const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** Whether pseudo-terminals can be had here. */
export const hasPty: boolean = spawnSync("python3", ["-c", "import pty"]).status === 0;

/** The size of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The real binary on a pseudo-terminal. */
export interface Pty extends AsyncDisposable {
  /** Everything printed so far. */
  readonly output: string;
  /** Told of what is printed. */
  onOutput(listener: (text: string) => void): void;
  type(text: string): void;
  resize(size: Size): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with what was printed up to and with `text`, behind what was waited for before. */
  until(text: string): Promise<string>;
  /** Resolves with the exit status; 128 + n after signal n. */
  readonly exited: Promise<number>;
}

/** Starts `g4f` with these arguments on a pseudo-terminal. */
export function startPty(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  size: Size = { columns: 80, rows: 24 },
): Pty {
  const command = [process.execPath, "--conditions=@g4f/source", MAIN, ...args];
  const helper = spawn("python3", [HELPER, `${size.columns}`, `${size.rows}`, ...command], {
    env: { PATH: process.env["PATH"], TERM: "xterm-256color", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const screen = new Watched();
  const listeners = new Set<(text: string) => void>();
  helper.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen.add(text);
    for (const listener of listeners) listener(text);
  });
  // It is gone, and so is who would be told.
  helper.stdin.on("error", () => {});
  const order = (what: object): void => void helper.stdin.write(`${JSON.stringify(what)}\n`);
  const exited = new Promise<number>((resolve) => {
    helper.once("close", (status) => resolve(status ?? -1));
  });
  screen.endsWith(exited);
  return {
    get output() {
      return screen.text;
    },
    onOutput: (listener) => void listeners.add(listener),
    type: (text) => order({ write: text }),
    resize: ({ columns, rows }) => order({ resize: [columns, rows] }),
    kill: (signal) => order({ signal: constants.signals[signal] }),
    until: (text) => screen.until(text),
    exited,
    [Symbol.asyncDispose]: async () => {
      helper.stdin.end();
      await exited;
    },
  };
}
