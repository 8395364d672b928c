import { homedir } from "node:os";

import { outputError } from "./print.ts";
import type { Terminal } from "./terminal.ts";

/** The terminal of a process, which also says how it is to end. */
interface ProcessTerminal extends Terminal {
  /** Whether somebody asked to `hurry`. */
  readonly isHurried: boolean;
}

/** The terminal of this process. Called once: it listens to the signals from then on. */
export function processTerminal(): ProcessTerminal {
  let isHurried = false;
  const abort = new AbortController();
  const handlers: (() => void)[] = [];
  const interrupt = (): void => {
    const handler = handlers.at(-1);
    if (handler !== undefined) return handler();
    // The second Ctrl-C finds the default handler, and ends the process at once.
    process.off("SIGINT", interrupt);
    abort.abort();
  };
  process.on("SIGINT", interrupt);
  process.once("SIGTERM", () => abort.abort());
  process.once("SIGHUP", () => abort.abort());
  process.stdout.on("error", (error) => abort.abort(outputError(error)));
  // Nobody is left to be told.
  process.stderr.on("error", () => {});
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: abort.signal,
    hurry: () => {
      isHurried = true;
    },
    get isHurried() {
      return isHurried;
    },
    env: { HOME: home(), ...process.env },
    onInterrupt: (handler) => {
      handlers.push(handler);
      return {
        [Symbol.dispose]: () => {
          const at = handlers.lastIndexOf(handler);
          if (at >= 0) handlers.splice(at, 1);
        },
      };
    },
  };
}

function home(): string | undefined {
  try {
    return homedir();
  } catch {
    // An account without a home has no configuration.
    return undefined;
  }
}
