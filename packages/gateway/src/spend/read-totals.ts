import { readJournal, type JournalLine } from "../journal/read-journal.ts";
import type { SpendLine } from "./spend-line.ts";
import { Totals } from "./totals.ts";

/** What a spend log came to, and what of it could not be read. */
export interface TotalsRead {
  readonly totals: Totals;
  readonly warnings: readonly string[];
}

/** The name of the n-th file before the current one. */
export function rotated(file: string, n: number): string {
  return `${file}.${n}`;
}

/**
 * Adds up a spend log. Only the current file is read: it begins with what was before it. Where a crash
 * kept that from being written, the one before is read too.
 */
export async function readTotals(file: string): Promise<TotalsRead> {
  const lines = await linesOf(file);
  const isWhole = Object(lines[0]?.value).type === "totals";
  const before = isWhole ? [] : await linesOf(rotated(file, 1));
  const totals = new Totals();
  const warnings: string[] = [];
  for (const { line, value, name } of [...before, ...lines]) {
    if (!add(totals, value)) warnings.push(`${name}:${line}: no record of a call; it is left out`);
  }
  return { totals, warnings };
}

async function linesOf(
  name: string,
): Promise<readonly (JournalLine & { readonly name: string })[]> {
  const lines = await Array.fromAsync(readJournal(name));
  return lines.map((line) => ({ ...line, name }));
}

function add(totals: Totals, value: unknown): boolean {
  const record = Object(value) as Partial<Omit<SpendLine, "type">> & {
    readonly type?: unknown;
    readonly keys?: unknown;
  };
  if (record.type === "totals") {
    totals.restore(record.keys);
    return true;
  }
  const { key, inputTokens = 0, outputTokens = 0, cost = 0 } = record;
  const at = Date.parse(record.at ?? "");
  const tokens = inputTokens + outputTokens;
  const isCall = record.type === "call" && typeof key === "string";
  if (!isCall || !Number.isFinite(at) || !Number.isFinite(tokens + cost)) return false;
  totals.add(key, at, cost, tokens);
  return true;
}
