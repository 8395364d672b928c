import { createInterface } from "node:readline";

import type { Terminal } from "../terminal.ts";

/** Where the lines of a chat come from. */
export interface Lines extends Disposable {
  /** The next line; undefined where there are no more. */
  next(): Promise<string | undefined>;
  /** Throws away what is being typed, says `note`, and asks again. */
  restart(note: string): void;
}

/** Lines from a pipe or a file, or from a terminal that can do no more; `ask` asks for the next one. */
export function plainLines(
  { stdin, signal }: Pick<Terminal, "stdin" | "signal">,
  ask: (note?: string) => void,
): Lines {
  const reader = createInterface({ input: stdin, crlfDelay: Infinity, signal });
  const lines = reader[Symbol.asyncIterator]();
  return {
    next: async () => {
      ask();
      const { done, value } = await lines.next();
      return done === true ? undefined : value;
    },
    restart: ask,
    [Symbol.dispose]: () => reader.close(),
  };
}
