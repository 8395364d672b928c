import type { Readable, Writable } from "node:stream";

/** Where a command reads. */
export type Input = Readable & { readonly isTTY?: boolean };

/** Where a command writes. On a terminal it emits `resize`, and `columns` is its width. */
export type Output = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** Streams, signals and environment of a process, so that a test can bring its own. */
export interface Terminal {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Variables of the environment; an empty one counts as not set. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Aborted when the command has to end: by a signal, or because stdout is gone. A reason that is a
   * `CliError` says why; it is told in place of `aborted`.
   */
  readonly signal: AbortSignal;
  /** From now on SIGINT calls `handler` and does not abort `signal`, until the result is disposed. */
  readonly onInterrupt: (handler: () => void) => Disposable;
  /** From now on SIGHUP calls `handler` and does not abort `signal`, until the result is disposed. */
  readonly onHangup?: (handler: () => void) => Disposable;
  /** The user waits no longer: when the command has returned, what is still being cleaned up is cut. */
  readonly hurry?: () => void;
}

/** The variable `name`; undefined where it is not set, or empty. */
export function variable({ env }: Pick<Terminal, "env">, name: string): string | undefined {
  const value = env[name];
  return value === "" ? undefined : value;
}
