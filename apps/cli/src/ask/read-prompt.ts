import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";
import { statusOn } from "../screen/status.ts";
import type { Terminal } from "../terminal.ts";

/**
 * What is asked: the words, or the file. What is piped in stands before it as context, or is the prompt
 * where there is no other.
 * @throws CliError `usage` where there is none, or two; `io` where a file cannot be read.
 */
export async function readPrompt(
  words: readonly string[],
  file: string | undefined,
  terminal: Terminal,
): Promise<string> {
  const given = words.join(" ").trim();
  if (given !== "" && file !== undefined) {
    throw new CliError("usage", "there are two prompts: words, and --prompt-file; leave one out");
  }
  const prompt = file === undefined ? given : await readPromptFile(file);
  const piped = terminal.stdin.isTTY === true ? "" : await readPiped(terminal);
  const parts = [piped, prompt].filter((part) => part !== "");
  if (parts.length === 0) {
    throw new CliError("usage", 'there is no prompt: g4f ask "Hello", or pipe it in');
  }
  return parts.join("\n\n");
}

/** To its end, however long that takes. */
async function readPiped(terminal: Terminal): Promise<string> {
  const status = await statusOn(terminal, "reading what is piped in");
  try {
    return (await text(addAbortSignal(terminal.signal, terminal.stdin))).trim();
  } finally {
    status.stop();
  }
}

async function readPromptFile(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new CliError("io", `the prompt file ${file} could not be read: ${reasonOf(error)}`);
  }
}
