import { readFile } from "node:fs/promises";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";
import { parseRecord, type ChatRecord } from "./record.ts";

/** The end of a chat file. */
export interface Tail {
  /** Bytes of the records; what stands behind them was cut. */
  readonly length: number;
  /** Whether the last record lacks its line feed: an editor may take it away. */
  readonly isOpen: boolean;
}

/** A chat file, read. */
export interface ReadChat {
  readonly records: readonly ChatRecord[];
  /** How the file ends. */
  readonly tail: Tail;
  /** What the user should know: a last line that was cut, and skipped. */
  readonly warning?: string;
}

/**
 * Reads a chat. A process that was killed may leave half a line at the end: it is skipped and told of.
 * @throws CliError `io` where the file cannot be read, or a line before the end is no record.
 */
export async function readChat(file: string): Promise<ReadChat> {
  const bytes = await readBytes(file);
  const records: ChatRecord[] = [];
  let from = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
    records.push(recordOf(bytes.toString("utf8", from, end), file, records.length + 1));
    from = end + 1;
  }
  const last = from === bytes.length ? undefined : wholeRecord(bytes.toString("utf8", from));
  if (last !== undefined) records.push(last);
  checkHeader(records[0], file);
  if (last !== undefined) return { records, tail: { length: bytes.length, isOpen: true } };
  const tail = { length: from, isOpen: false };
  if (from === bytes.length) return { records, tail };
  const warning = `${file}:${records.length + 1}: the last line was cut, and is left out`;
  return { records, tail, warning };
}

function wholeRecord(line: string): ChatRecord | undefined {
  try {
    return parseRecord(line);
  } catch {
    return undefined;
  }
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError("io", `the chat ${file} could not be read: ${reasonOf(error)}`);
  }
}

function recordOf(line: string, file: string, number: number): ChatRecord {
  try {
    return parseRecord(line);
  } catch (error) {
    const why = (error as Error).message;
    throw new CliError("io", `${file}:${number}: this line is no record of a chat: ${why}`);
  }
}

function checkHeader(first: ChatRecord | undefined, file: string): void {
  if (first?.type === "chat") return;
  throw new CliError("io", `${file}:1: a chat begins with a record of type chat`);
}
