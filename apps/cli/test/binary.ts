import { spawn, type ChildProcessWithoutNullStreams, type StdioOptions } from "node:child_process";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
/** Each start loads the same sources: without it, most of the time goes into stripping their types. */
const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/cli-test", import.meta.url));

/** The real command in a process of its own. */
export interface Binary {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it said so far. */
  readonly said: { out: string; err: string };
  /** Resolves with the exit status, or the name of the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

/** How it is started. */
export interface BinaryOptions {
  readonly cwd?: string;
  /** Beside PATH; there is no home unless one is named. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
}

/** Starts `g4f` with these arguments. */
export function startBinary(
  args: readonly string[],
  { cwd, env = {}, stdio = "pipe" }: BinaryOptions = {},
): Binary {
  const child = spawn(process.execPath, ["--conditions=@g4f/source", MAIN, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env["PATH"], HOME: "/nowhere", NODE_COMPILE_CACHE: CACHE, ...env },
    stdio,
  }) as ChildProcessWithoutNullStreams;
  const said = { out: "", err: "" };
  child.stdout?.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  const ended = new Promise<number | string | null>((resolve) => {
    child.once("close", (status, signal) => resolve(status ?? signal));
  });
  return { child, said, ended };
}
