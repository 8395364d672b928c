import { textOf } from "@g4f/core";

import { createAnswerText } from "../screen/answer-text.ts";
import { hasColour, painter } from "../screen/colour.ts";
import { neutralise } from "../screen/neutralise.ts";
import type { Terminal } from "../terminal.ts";
import { findChat } from "./find-chats.ts";
import { chatsFolder } from "./folder.ts";
import { readChat } from "./read-chat.ts";
import { formatRecord } from "./record.ts";
import { Transcript, type Turn } from "./transcript.ts";

/**
 * Prints what was said in a chat, by default in the last one; with `json` its records, one a line.
 * @throws CliError `usage` for a name that no chat has, `io` for a file that is damaged.
 */
export async function showChat(
  name: string | undefined,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  const { path } = await findChat(chatsFolder(terminal), name);
  const { records, warning } = await readChat(path);
  if (warning !== undefined) terminal.stderr.write(`g4f: ${warning}\n`);
  const { stdout } = terminal;
  if (json) for (const record of records) stdout.write(formatRecord(record));
  else for (const turn of new Transcript(records).turns) stdout.write(formatTurn(turn, terminal));
}

/** One question and its answer, as the terminal may show them. */
export function formatTurn({ question, answer }: Turn, { stdout, env }: Terminal): string {
  const paint = painter(hasColour(stdout, env));
  const shown = createAnswerText(stdout, env);
  const input = question.input ?? question.content;
  const asked = stdout.isTTY === true ? neutralise(input) : input;
  const text = textOf(answer?.message.content);
  const answered = shown.push(text) + shown.end();
  const note = answer === undefined ? "(no answer)" : answer.partial === true ? "(stopped)" : "";
  return [
    paint("bold", `> ${asked}`),
    ...(answered === "" ? [] : [answered.trimEnd()]),
    ...(note === "" ? [] : [paint("dim", note)]),
    "\n",
  ].join("\n");
}
