import { CliError } from "../exit-status.ts";
import { hasColour, painter } from "../screen/colour.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { column, fit, widthOf } from "../screen/width.ts";
import type { Terminal } from "../terminal.ts";
import { findChats, type FoundChat } from "./find-chats.ts";
import { chatsFolder } from "./folder.ts";
import { readChat } from "./read-chat.ts";
import { Transcript } from "./transcript.ts";

/** One chat as `g4f chats list` shows it. */
interface ListedChat {
  readonly name: string;
  /** ISO 8601. */
  readonly updatedAt: string;
  readonly questions: number;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** The first question. */
  readonly title: string;
  /** What is wrong with the file. */
  readonly damage?: string;
}

/**
 * Lists the chats, the last one first: a table that fits the terminal, or with `json` one object a line.
 * A chat that is damaged is listed as such.
 * @throws CliError `io` where the folder cannot be read.
 */
export async function listChats(json: boolean, terminal: Terminal): Promise<void> {
  const chats: ListedChat[] = [];
  for (const chat of await findChats(chatsFolder(terminal))) chats.push(await listed(chat));
  if (json) {
    for (const chat of chats) terminal.stdout.write(`${JSON.stringify(chat)}\n`);
    return;
  }
  if (chats.length === 0) terminal.stderr.write("g4f: no chat was kept yet: g4f chat begins one\n");
  else terminal.stdout.write(table(chats, terminal));
}

async function listed({ name, path, at }: FoundChat): Promise<ListedChat> {
  const known = { name, updatedAt: at.toISOString() };
  try {
    const transcript = new Transcript((await readChat(path)).records);
    const { provider, model } = transcript.turns.at(-1)?.answer ?? transcript.settings;
    const questions = transcript.turns.length;
    return { ...known, questions, provider, model, title: transcript.title };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { ...known, questions: 0, title: "", damage: error.message };
  }
}

function table(chats: readonly ListedChat[], { stdout, env }: Terminal): string {
  const paint = painter(hasColour(stdout, env));
  const rows = chats.map((chat) => ({
    name: neutraliseLine(chat.name),
    when: localTime(chat.updatedAt),
    who: neutraliseLine(chat.provider ?? ""),
    title: neutraliseLine(chat.damage ?? chat.title),
    isDamaged: chat.damage !== undefined,
  }));
  const names = widest(rows.map(({ name }) => name));
  const whos = Math.min(20, widest(rows.map(({ who }) => who)));
  const left = (stdout.columns ?? Infinity) - names - "2026-01-01 00:00".length - whos - 6;
  return rows
    .map(({ name, when, who, title, isDamaged }) => {
      const head = `${paint("bold", column(name, names))}  ${paint("dim", when)}  ${column(who, whos)}`;
      const tail = fit(title, Math.max(20, left));
      return `${head}  ${isDamaged ? paint("red", tail) : tail}`.trimEnd();
    })
    .join("\n")
    .concat("\n");
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(widthOf));
}

function localTime(iso: string): string {
  const at = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
