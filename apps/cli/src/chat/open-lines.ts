import { findChats } from "../chats/find-chats.ts";
import { readChat } from "../chats/read-chat.ts";
import { CliError } from "../exit-status.ts";
import { hasColour, isScreen, painter } from "../screen/colour.ts";
import type { Output, Terminal } from "../terminal.ts";
import { completeCommand } from "./commands.ts";
import { plainLines, type Lines } from "./lines.ts";

/** As many chats are looked through for lines to come back to. */
const CHATS = 10;

/** What the lines of a chat need. */
export interface LinesOptions {
  readonly folder: string | undefined;
  readonly onInterrupt: (line: string | undefined) => void;
}

/** Whether somebody sits there and types. */
export function isInteractive({ stdin }: Pick<Terminal, "stdin">): boolean {
  return stdin.isTTY === true;
}

/** The lines of a chat: edited, with history, where the terminal can do that. */
export async function openLines(options: LinesOptions, terminal: Terminal): Promise<Lines> {
  const { stdout, stderr, env } = terminal;
  if (!isInteractive(terminal)) return plainLines(terminal, () => {});
  // Answers may go elsewhere; the prompt belongs to who types.
  const output: Output = stdout.isTTY === true ? stdout : stderr;
  const prompt = painter(hasColour(output, env))("bold", "> ");
  if (!isScreen(output, env)) {
    return plainLines(terminal, (note = "") => {
      output.write(note === "" ? prompt : `\n${note}\n${prompt}`);
    });
  }
  const { LineEditor } = await import("./line-editor.ts");
  const { onInterrupt } = options;
  const history = await recentInputs(options.folder);
  return new LineEditor(terminal, output, {
    prompt,
    history,
    complete: completeCommand,
    onInterrupt,
  });
}

/** What was asked in the last chats, the last question first; chats are the only place where that is kept. */
async function recentInputs(folder: string | undefined): Promise<readonly string[]> {
  const inputs: string[] = [];
  try {
    for (const { path } of (await findChats(folder)).slice(0, CHATS)) {
      const { records } = await readChat(path);
      const questions = records.filter((record) => record.type === "question");
      inputs.push(...questions.map(({ input, content }) => input ?? content).toReversed());
    }
  } catch (error) {
    // Who opens a chat that is damaged is told; the history is a convenience.
    if (!(error instanceof CliError)) throw error;
  }
  return inputs;
}
