import { type ChildProcess, spawn } from "node:child_process";

import { childEnv } from "./child-env.ts";

/** How a command is run. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Longer than this and the command is ended, in ms; 20 minutes if not given: machines can be slow. */
  readonly limitMs?: number;
}

/** How a command ended. */
export interface CommandResult {
  readonly ok: boolean;
  /** stdout and stderr together, as they came; a last line says if it was ended or did not start. */
  readonly output: string;
  /** stdout alone. */
  readonly stdout: string;
}

const running = new Set<ChildProcess>();

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Ends every command under way, with all its children. */
function endCommands(): void {
  for (const child of running) endGroup(child);
}

/** Ends our commands with us: status 130 for Ctrl-C, 143 and 129 for the others. */
export function endCommandsOnSignals(): void {
  for (const [name, status] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.once(name, () => {
      endCommands();
      process.exit(status);
    });
  }
}

/**
 * Runs a command without stdin in a process group of its own and resolves when it has ended and
 * closed its output. Never rejects: a command that cannot be started is one that failed.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env = {}, limitMs = 1_200_000 }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((done) => {
    const all: string[] = [];
    const out: string[] = [];
    const child = spawn(command, args, {
      cwd,
      env: childEnv(env),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    running.add(child);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      all.push(text);
      out.push(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => all.push(text));
    const limit = setTimeout(() => {
      all.push(`\nended: it took more than ${limitMs / 1000} s\n`);
      endGroup(child);
    }, limitMs);
    const end = (ok: boolean): void => {
      clearTimeout(limit);
      running.delete(child);
      done({ ok, output: all.join(""), stdout: out.join("") });
    };
    child.once("error", (error) => {
      all.push(`${command} could not be started: ${error.message}\n`);
      end(false);
    });
    child.once("close", (status) => end(status === 0));
  });
}
