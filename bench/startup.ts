// How soon the built command is there, beside bare Node: pnpm build && node bench/startup.ts
// Needs python3, whose pty module gives the command the terminal that it is measured on.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { median } from "./median.ts";

const ROUNDS = 15;
const main = join(import.meta.dirname, "..", "apps", "cli", "dist", "main.js");
const home = mkdtempSync(join(tmpdir(), "g4f-startup-"));

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

const commands: Readonly<Record<string, Command>> = {
  "bare Node": { args: ["-e", "0"], marker: "" },
  "g4f --version": { args: [main, "--version"], marker: "" },
  "g4f chat, first prompt": { args: [main, "chat", "--provider", "eliza"], marker: "> " },
  "g4f --offline chat, first prompt": { args: [main, "--offline", "chat"], marker: "> " },
  "g4f ask, first word": { args: [main, "ask", "-p", "eliza", "hello"], marker: "Hello" },
  "g4f --offline ask, first word": { args: [main, "--offline", "ask", "hello"], marker: "Hello" },
};

function run({ args, marker }: Command): number {
  const { HOME: _, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(
    "python3",
    ["-c", TIMER, marker, process.execPath, ...args],
    { encoding: "utf8", env: { ...rest, HOME: home, NO_COLOR: "1", TERM: "xterm" } },
  );
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  return Number(stdout);
}

const samples = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
try {
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, command] of Object.entries(commands)) {
      const ms = run(command);
      if (round >= 0) samples.get(name)?.push(ms);
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

const base = median(samples.get("bare Node") ?? []).median;
console.log(`${ROUNDS} rounds, interleaved, medians`);
console.table(
  [...samples].map(([name, values]) => {
    const { median: ms, spread } = median(values);
    return {
      name,
      ms: ms.toFixed(0),
      spread: spread.toFixed(0),
      "of bare Node": (ms / base).toFixed(1),
    };
  }),
);
