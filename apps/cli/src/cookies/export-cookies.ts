import { writeFile } from "node:fs/promises";
import { extname } from "node:path";

import type { CookieFormat } from "@g4f/core/cookies";

import { CliError } from "../exit-status.ts";
import { print } from "../print.ts";
import { reasonOf } from "../reason.ts";
import type { Terminal } from "../terminal.ts";
import { counted, tell, withJar } from "./jar.ts";

/** What the flags of `g4f cookies export` say. */
export interface ExportOptions {
  readonly format?: CookieFormat;
  readonly domain?: string;
}

/**
 * Writes cookies with their values: to a new file, 0600, or to stdout.
 * @throws CliError `usage` where there are none, or the format cannot say them; `io` where the file is there
 * already, or cannot be written.
 */
export async function exportCookies(
  file: string | undefined,
  { format = formatOf(file), domain }: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const { writeCookies } = await import("@g4f/core/cookies");
  await withJar(terminal, async (jar) => {
    const records = await jar.records(domain);
    if (records.length === 0) throw new CliError("usage", "there is no such cookie");
    const text = writeCookies(records, format);
    const ended = text.endsWith("\n") ? text : `${text}\n`;
    if (file === undefined) return await print(terminal.stdout, ended);
    await write(file, ended);
    tell(terminal, `wrote ${counted(records.length)} to ${file}: whoever has it has your sessions`);
  });
}

function formatOf(file = ""): CookieFormat {
  const ending = extname(file).toLowerCase();
  if (ending === ".json") return "storage-state";
  return ending === ".har" ? "har" : "netscape";
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw new CliError("io", `${file} could not be written: ${reasonOf(error)}`);
  }
}
