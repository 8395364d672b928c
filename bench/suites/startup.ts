import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { interleave, type Runner } from "../lib/bench.ts";
import type { Suite } from "./suite.ts";

const MAIN = join(import.meta.dirname, "../../apps/cli/dist/main.js");
const BARE = "bare Node";

/** Runs a command on a terminal, until it prints the marker or ends; prints the milliseconds. */
const TIMER = `
import os, pty, signal, sys, time
marker, command = sys.argv[1].encode(), sys.argv[2:]
began = time.monotonic()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen = b""
while not (marker and marker in seen):
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    seen += piece
ended = time.monotonic()
if marker and marker not in seen:
    sys.exit("it ended without the marker: " + repr(seen))
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
print((ended - began) * 1000)
`;

interface Command {
  readonly args: readonly string[];
  /** What ends the measurement; empty: the end of the process. */
  readonly marker: string;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  [BARE]: { args: ["-e", "0"], marker: "" },
  "g4f --version": { args: [MAIN, "--version"], marker: "" },
  "g4f chat, first prompt": { args: [MAIN, "chat", "--provider", "eliza"], marker: "> " },
  "g4f --offline chat, first prompt": { args: [MAIN, "--offline", "chat"], marker: "> " },
  "g4f ask, first word": { args: [MAIN, "ask", "-p", "eliza", "hello"], marker: "Hello" },
  "g4f --offline ask, first word": { args: [MAIN, "--offline", "ask", "hello"], marker: "Hello" },
};

function timed({ args, marker }: Command, home: string): number {
  const { HOME: _, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(
    "python3",
    ["-c", TIMER, marker, process.execPath, ...args],
    { encoding: "utf8", env: { ...rest, HOME: home, NO_COLOR: "1", TERM: "xterm" } },
  );
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  return Number(stdout);
}

export const startup: Suite = {
  name: "startup",
  title: "The command line",
  long: true,
  about:
    "How soon the built command is there: ms to what a user waits for, on a terminal (python3's `pty`).",
  run: async (bench) => {
    const home = mkdtempSync(join(tmpdir(), "g4f-startup-"));
    try {
      const runners = Object.entries(COMMANDS).map(([name, command]): Runner => ({
        name,
        kind: name === BARE ? "limit" : "ours",
        run: async (round) => {
          const ms = timed(command, home);
          // The first run reads the files from the disk.
          return round === 0 ? {} : { ms };
        },
      }));
      return {
        rows: await interleave(bench, bench.quick ? 4 : 12, runners),
        views: [
          {
            title: "Ms",
            columns: [{ key: "ms", title: "ms", digits: 0 }],
            ratio: "ms",
            base: BARE,
          },
        ],
      };
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};
