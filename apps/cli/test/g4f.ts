import { Readable, Writable } from "node:stream";

import { run } from "../src/run.ts";
import type { Input, Output, Terminal } from "../src/terminal.ts";

/** How a command line ended. */
export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** What a test brings in place of a process. */
export interface Setting {
  /** What is piped in; default: nothing. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Width of a terminal for stdout and stderr; default: they are pipes. */
  readonly columns?: number;
}

/** A terminal whose output is collected. */
export interface TestTerminal extends Terminal {
  readonly said: { out: string; err: string };
  /** What Ctrl-C does. */
  readonly interrupt: () => void;
}

/** A terminal of the test's own. */
export function testTerminal(setting: Setting = {}): TestTerminal {
  const said = { out: "", err: "" };
  const abort = new AbortController();
  const handlers: (() => void)[] = [];
  const { columns, env = {}, signal } = setting;
  const screen = columns === undefined ? {} : { isTTY: true, columns };
  const sink = (name: "out" | "err"): Output =>
    Object.assign(
      new Writable({
        write(chunk: Buffer, _, done) {
          said[name] += chunk.toString();
          done();
        },
      }),
      screen,
    );
  const stdin: Input = Readable.from([Buffer.from(setting.input ?? "")]);
  return {
    stdin,
    stdout: sink("out"),
    stderr: sink("err"),
    env,
    signal: signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]),
    onInterrupt: (handler) => {
      handlers.push(handler);
      return { [Symbol.dispose]: () => void handlers.splice(handlers.indexOf(handler), 1) };
    },
    interrupt: () => (handlers.at(-1) ?? (() => abort.abort()))(),
    said,
  };
}

/** Runs a command line in this process; ports in what it says on stderr are `PORT`. */
export async function g4f(args: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const terminal = testTerminal(setting);
  const status = await run(args, terminal, "1.2.3");
  const { out, err } = terminal.said;
  return { status, out, err: err.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT") };
}
