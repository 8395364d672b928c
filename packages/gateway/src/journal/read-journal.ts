import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** A line of a journal. */
export interface JournalLine {
  /** From 1. */
  readonly line: number;
  /** Undefined: no JSON, as a crash in the middle of a write leaves it. */
  readonly value: unknown;
}

/**
 * The lines of a journal, in order; empty ones are left out, and nothing comes of a file that is not
 * there. @throws what the system says of one that cannot be read.
 */
export async function* readJournal(path: string): AsyncGenerator<JournalLine> {
  const stream = createReadStream(path, "utf8");
  try {
    let line = 0;
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      line++;
      if (text !== "") yield { line, value: parsed(text) };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  } finally {
    stream.destroy();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
