import { ChatLog, type ChatLogOptions } from "../chats/chat-log.ts";
import { findChat } from "../chats/find-chats.ts";
import { chatsFolder } from "../chats/folder.ts";
import { formatTurn } from "../chats/show-chat.ts";
import { loadConfig } from "../config/load.ts";
import { debugLogger } from "../debug-logger.ts";
import { needsApproval } from "../extras/approve.ts";
import { readExtras } from "../extras/extras.ts";
import type { ExtraOptions } from "../extras/flags.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { openSession } from "../session/session.ts";
import type { Choice } from "../target/choice.ts";
import type { Terminal } from "../terminal.ts";
import { ChatLoop } from "./chat-loop.ts";
import { isInteractive } from "./open-lines.ts";
import { ChatSession } from "./session.ts";

/** What `g4f chat` was told on its command line. */
export interface ChatOptions extends Choice, ExtraOptions {
  /** True: the last chat. */
  readonly continue?: string | true;
  /** False: nothing is kept. */
  readonly save?: boolean;
  readonly raw?: boolean;
}

/**
 * Talks with one provider, question by question, and keeps what was said. Answers go to stdout, everything
 * else to stderr. Questions that are piped in are asked one line after the other.
 * @throws CliError and ProviderError; what was printed stays printed, what was said stays kept.
 */
export async function chat(options: ChatOptions, terminal: Terminal): Promise<void> {
  const { continue: wanted, save, raw = false, ...others } = options;
  const { file: _file, schema: _schema, tools: _tools, yes: _yes, ...rest } = others;
  const { maxSteps, ...choice } = rest;
  const { stderr } = terminal;
  const tell = (line: string): void => void stderr.write(`g4f: ${neutraliseLine(line)}\n`);
  const approval = needsApproval(options, terminal);
  const extras = await readExtras(options);
  const loaded = await loadConfig(options.config, terminal);
  const kept = await openSession(options, terminal);
  const logger = options.debug === true ? debugLogger(stderr) : undefined;
  const folder = chatsFolder(terminal);
  const logOptions: ChatLogOptions = { folder, keeps: save !== false, warn: tell };
  const log = await openLog(wanted, logOptions);
  const context = { loaded, terminal, session: kept, logger };
  let session: ChatSession;
  try {
    session = await ChatSession.open({ choice, context, log, raw, tell, extras, maxSteps });
  } catch (error) {
    await log[Symbol.asyncDispose]();
    throw error;
  }
  const loop = new ChatLoop({ session, logOptions, terminal, approval });
  try {
    greet(session, terminal);
    await loop.run();
  } finally {
    const { name } = session.log;
    if (name !== undefined && isInteractive(terminal)) tell(`kept as ${name}`);
    // Who pressed Ctrl-C twice waits for the disk, and for nobody else.
    if (loop.isLeft) terminal.hurry?.();
    await (loop.isLeft ? session.log : session)[Symbol.asyncDispose]();
  }
}

async function openLog(
  wanted: string | true | undefined,
  options: ChatLogOptions,
): Promise<ChatLog> {
  if (wanted === undefined) return new ChatLog(options);
  const { name, path } = await findChat(options.folder, wanted === true ? undefined : wanted);
  return await ChatLog.open(name, path, options);
}

function greet({ target, log }: ChatSession, terminal: Terminal): void {
  if (!isInteractive(terminal)) return;
  const { stderr, stdout } = terminal;
  if (target.source === "embedded") stderr.write(`g4f: ${target.banner}\n`);
  const { last, turns } = log.transcript;
  if (last !== undefined) {
    stderr.write(`${log.name ?? "this chat"}, ${turns.length} questions so far; the last one:\n\n`);
    stdout.write(formatTurn(last, terminal).trimEnd().concat("\n\n"));
  }
  stderr.write(`${target.who} answers. /help lists the commands, Ctrl-D leaves.\n`);
}
