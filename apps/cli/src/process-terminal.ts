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
  const interrupts: (() => void)[] = [];
  const hangups: (() => void)[] = [];
  const end = (): void => {
    // The next signal finds the default handler, and ends the process at once.
    process.off("SIGINT", interrupt).off("SIGTERM", end).off("SIGHUP", hangUp);
    abort.abort();
  };
  const interrupt = (): void => (interrupts.at(-1) ?? end)();
  const hangUp = (): void => (hangups.at(-1) ?? end)();
  process.on("SIGINT", interrupt).on("SIGTERM", end).on("SIGHUP", hangUp);
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
    onInterrupt: (handler) => pushed(interrupts, handler),
    onHangup: (handler) => pushed(hangups, handler),
  };
}

/** Puts `handler` on top until the result is disposed. */
function pushed(handlers: (() => void)[], handler: () => void): Disposable {
  handlers.push(handler);
  return {
    [Symbol.dispose]: () => {
      const at = handlers.lastIndexOf(handler);
      if (at >= 0) handlers.splice(at, 1);
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
