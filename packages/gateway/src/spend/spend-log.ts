import { rename } from "node:fs/promises";

import { ConfigFileError, reasonOf } from "@g4f/config-file";
import { tokensOf } from "@g4f/router";

import type { Spend } from "../client.ts";
import { openJournal, toLine, type Journal } from "../journal/journal.ts";
import { readTotals, rotated } from "./read-totals.ts";
import { spendLine } from "./spend-line.ts";
import type { Totals } from "./totals.ts";

/** Most lines that wait for a slow disk. */
const MOST_WAITING = 10_000;

/** How a spend log is kept. */
export interface SpendLogOptions {
  readonly file: string;
  /** A file that would grow beyond it is put aside as `file.1`. Default: 16 MiB. */
  readonly maxBytes?: number;
  /** How many files are kept aside. Default: 8. */
  readonly keep?: number;
  /** Told once when lines are lost, and once when no more are. */
  readonly warn: (words: string) => void;
}

/** A call that is not on the disk yet. */
interface Waiting {
  readonly line: string;
  readonly add: (totals: Totals) => void;
}

/** JSON lines of what each call cost. A disk that fails loses lines, and fails no call. */
export class SpendLog implements AsyncDisposable {
  /** What is in the file. */
  readonly totals: Totals;
  readonly #options: Required<SpendLogOptions>;
  #journal: Journal | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #lost = 0;
  #isFailing = false;

  private constructor(options: SpendLogOptions, totals: Totals) {
    this.#options = { maxBytes: 16 * 1024 * 1024, keep: 8, ...options };
    this.totals = totals;
  }

  /**
   * Reads what there is and goes on behind it; what cannot be read is told.
   * @throws ConfigFileError where the file cannot be read or written.
   */
  static async open(options: SpendLogOptions): Promise<SpendLog> {
    try {
      const { totals, warnings } = await readTotals(options.file);
      for (const words of warnings) options.warn(words);
      const log = new SpendLog(options, totals);
      log.#journal = await begun(options.file, totals);
      return log;
    } catch (error) {
      throw new ConfigFileError(options.file, undefined, `it cannot be used: ${reasonOf(error)}`);
    }
  }

  /** Never throws, and never waits. */
  record(spend: Spend, cost: number | undefined): void {
    const { client, startedAt, usage } = spend;
    const add = (totals: Totals): void =>
      totals.add(client.id, startedAt, cost ?? 0, tokensOf(usage) ?? 0);
    if (this.#waiting.length >= MOST_WAITING) this.#lost++;
    else this.#waiting.push({ line: toLine(spendLine(spend, cost)), add });
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when all that was recorded is in the file, or lost. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush();
    await this.#close();
  }

  async #write(): Promise<void> {
    // What one turn of the loop brings is one write.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#append(batch.map(({ line }) => line).join(""));
        for (const { add } of batch) add(this.totals);
        this.#recovered();
      } catch (error) {
        await this.#failed(batch.length, error);
      }
    }
  }

  async #append(text: string): Promise<void> {
    const { file, maxBytes } = this.#options;
    this.#journal ??= await begun(file, this.totals);
    const { size } = this.#journal;
    if (size > 0 && size + Buffer.byteLength(text) > maxBytes) {
      this.#journal = await this.#rotate();
    }
    await this.#journal.append(text);
  }

  /** A new file that begins with what was in those before it. */
  async #rotate(): Promise<Journal> {
    const { file, keep } = this.#options;
    await this.#close();
    for (let n = keep - 1; n > 0; n--) await renameIfThere(rotated(file, n), rotated(file, n + 1));
    await renameIfThere(file, rotated(file, 1));
    return await begun(file, this.totals);
  }

  async #failed(lines: number, error: unknown): Promise<void> {
    this.#lost += lines;
    // The next lines may find a disk that is there again, under the same name.
    await this.#close().catch(() => undefined);
    if (this.#isFailing) return;
    this.#isFailing = true;
    const why = reasonOf(error);
    this.#options.warn(`${this.#options.file} cannot be written: ${why}; what calls cost is lost`);
  }

  #recovered(): void {
    if (this.#lost === 0) return;
    this.#options.warn(`${this.#options.file} is written again; ${this.#lost} calls are not in it`);
    this.#isFailing = false;
    this.#lost = 0;
  }

  async #close(): Promise<void> {
    const journal = this.#journal;
    this.#journal = undefined;
    await journal?.[Symbol.asyncDispose]();
  }
}

/**
 * Opens a log. An empty one begins with what was before it, be it that a crash kept this from being
 * written: the next time that it is put aside, nobody would look further back.
 */
async function begun(file: string, totals: Totals): Promise<Journal> {
  const journal = await openJournal(file);
  if (journal.size === 0 && !totals.isEmpty) await journal.append(toLine(totals.toLine()));
  return journal;
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
