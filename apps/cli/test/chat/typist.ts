import { PassThrough, Writable } from "node:stream";

import { run } from "../../src/run.ts";
import type { Output } from "../../src/terminal.ts";
import { Watched } from "../watched.ts";

/** Ctrl-C, Ctrl-D, Tab and arrow up, as a terminal sends them. */
export const KEY = { interrupt: "\u0003", end: "\u0004", tab: "\t", up: "\u001B[A" } as const;

/** The line editor clears the line before it asks. */
const PROMPT = "\u001B[0J> ";

/** `g4f` in this process, and somebody who types. */
export interface Typist {
  type(text: string): void;
  /** Types a line and Enter; resolves with what is printed until the next prompt. */
  say(line: string): Promise<string>;
  until(text: string): Promise<string>;
  /** Resolves with what is printed before the next prompt. */
  prompt(): Promise<string>;
  /** Changes the width, as a terminal tells it. */
  resize(columns: number): void;
  /** A signal from elsewhere ends it. */
  end(): void;
  readonly screen: string;
  /** Whether the terminal is raw now. */
  readonly isRaw: boolean;
  /** Whether the process was asked to end without waiting for what goes on. */
  readonly isHurried: boolean;
  readonly status: Promise<number>;
}

/** Runs a command line on a terminal without colours. */
export function startTyping(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Typist {
  const watched = new Watched();
  const ending = new AbortController();
  let columns = 80;
  let isRaw = false;
  let isHurried = false;
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (mode: boolean) => {
      isRaw = mode;
    },
  });
  const output = (): Output => {
    const stream = new Writable({
      write(chunk: Buffer, _, done) {
        watched.add(chunk.toString());
        done();
      },
    });
    Object.defineProperty(stream, "columns", { get: () => columns });
    return Object.assign(stream, { isTTY: true });
  };
  const stdout = output();
  const terminal = {
    stdin,
    stdout,
    stderr: output(),
    env: { NO_COLOR: "1", ...env },
    signal: ending.signal,
    hurry: () => {
      isHurried = true;
    },
    onInterrupt: () => ({ [Symbol.dispose]: () => {} }),
  };
  const status = run(args, terminal, "1.2.3");
  watched.endsWith(status);
  return {
    type: (text) => void stdin.write(text),
    say: async (line) => {
      stdin.write(`${line}\r`);
      await watched.until(line);
      return await watched.until(PROMPT);
    },
    until: (text) => watched.until(text),
    prompt: () => watched.until(PROMPT),
    resize: (width) => {
      columns = width;
      (stdout as unknown as Writable).emit("resize");
    },
    end: () => ending.abort(),
    get screen() {
      return watched.text;
    },
    get isRaw() {
      return isRaw;
    },
    get isHurried() {
      return isHurried;
    },
    status,
  };
}
