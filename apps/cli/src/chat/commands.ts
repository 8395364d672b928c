import { modelId, suggest } from "@g4f/core";

import { ChatLog, type ChatLogOptions } from "../chats/chat-log.ts";
import { findChat } from "../chats/find-chats.ts";
import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Choice } from "../target/choice.ts";
import type { ChatSession } from "./session.ts";

/** What a command of a chat works on. */
export interface CommandContext {
  readonly session: ChatSession;
  readonly logOptions: ChatLogOptions;
  /** Says something to the user that is no answer. */
  readonly say: (text: string) => void;
  /** Runs what prints an answer, so that Ctrl-C stops it. */
  readonly answering: (task: (signal: AbortSignal) => Promise<unknown>) => Promise<void>;
}

interface ChatCommand {
  readonly usage: string;
  readonly help: string;
  /** Resolves with true where the chat is over. */
  readonly run: (argument: string, context: CommandContext) => Promise<boolean | void>;
}

const COMMANDS: Readonly<Record<string, ChatCommand>> = {
  help: {
    usage: "/help",
    help: "this list",
    run: async (_, { say }) => say(helpText()),
  },
  model: {
    usage: "/model [id]",
    help: "who answers, or another model; provider:model changes both",
    run: async (id, { session, say }) => {
      if (id !== "") await session.change(withModel(id, session));
      say(id === "" ? models(session) : `${session.target.who} answers`);
    },
  },
  provider: {
    usage: "/provider [name]",
    help: "the providers there are, or another one",
    run: async (name, { session, say }) => {
      if (name === "") return say(providers(session));
      const { model: _model, baseUrl: _baseUrl, option: _option, ...others } = session.choice;
      const { route: _route, ...rest } = others;
      await session.change({ ...rest, provider: name });
      say(`${session.target.who} answers`);
    },
  },
  system: {
    usage: "/system [text]",
    help: "the system prompt, or another: a text, @name, or - for none",
    run: async (text, { session, say }) => {
      const { system, ...rest } = session.choice;
      if (text === "") return say(system ?? "there is no system prompt");
      await session.change(text === "-" ? rest : { ...rest, system: text });
      say(text === "-" ? "the system prompt is gone" : "the system prompt is changed");
    },
  },
  clear: {
    usage: "/clear",
    help: "begin anew: what was said is kept, and not sent again",
    run: async (_, { session, say }) => {
      await session.clear();
      say("what was said so far is not sent again");
    },
  },
  save: {
    usage: "/save [name]",
    help: "keep this chat, under a name of yours",
    run: async (name, { session, say }) => {
      await session.log.keep(name === "" ? undefined : name);
      say(`kept as ${session.log.name}`);
    },
  },
  load: {
    usage: "/load <name>",
    help: "go on with another chat",
    run: load,
  },
  retry: {
    usage: "/retry",
    help: "ask the last question again",
    run: async (_, { session, say, answering }) => {
      if (session.log.transcript.last === undefined) return say("nothing was asked yet");
      await answering((signal) => session.retry(signal));
    },
  },
  exit: { usage: "/exit", help: "leave, as does Ctrl-D", run: async () => true },
};

/** Whether a line is a command; with two slashes it is a question that begins with one. */
export function isCommand(line: string): boolean {
  return /^\/(?!\/)/.test(line);
}

/**
 * Runs the command in a line; resolves with true where the chat is over.
 * @throws CliError, ProviderError; the chat is as it was before.
 */
export async function runCommand(line: string, context: CommandContext): Promise<boolean> {
  const [, word = "", argument = ""] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  if (command === undefined) {
    const near = suggest(word, Object.keys(COMMANDS)).replaceAll(/(?<= )(?=\w+[,?])/g, "/");
    const hint = near.startsWith("; did") ? near : "; /help lists them.";
    throw new CliError(
      "usage",
      `there is no command /${neutraliseLine(word)}${hint} A question that begins with a slash takes two`,
    );
  }
  return (await command.run(argument.trim(), context)) === true;
}

/** The commands that what was typed may become. */
export function completeCommand(line: string): readonly string[] {
  return Object.keys(COMMANDS)
    .map((name) => `/${name}`)
    .filter((name) => name.startsWith(line) && line !== "");
}

function helpText(): string {
  const rows = Object.values(COMMANDS).map(({ usage, help }) => `  ${usage.padEnd(18)}${help}`);
  return [
    ...rows,
    "Ctrl-C stops an answer, a second one leaves. Pasted lines stay one question.",
  ].join("\n");
}

/** A model that names its provider replaces the one that was named before; any leaves the route. */
function withModel(model: string, { choice, target }: ChatSession): Choice {
  const { route: _route, ...alone } = choice;
  const { provider: _provider, baseUrl: _baseUrl, ...rest } = alone;
  const namesProvider = model.includes(":") && target.registry.has(model.split(":")[0] ?? "");
  return namesProvider ? { ...rest, model } : { ...alone, model };
}

function models({ target }: ChatSession): string {
  const { known, open } = target.provider.manifest.models;
  const ids = known.map(modelId);
  return neutraliseLine(`${target.who} answers; models: ${ids.join(", ")}${open ? ", …" : ""}`);
}

function providers({ target }: ChatSession): string {
  const names = target.registry.list().map(({ name }) => name);
  return neutraliseLine(`${target.who} answers; providers: ${names.join(", ")}`);
}

async function load(name: string, { session, logOptions, say }: CommandContext): Promise<void> {
  if (name === "") throw new CliError("usage", "/load takes the name of a chat");
  const found = await findChat(logOptions.folder, name);
  if (found.name === session.log.name) return say("this is that chat");
  const log = await ChatLog.open(found.name, found.path, logOptions);
  try {
    await session.load(log);
  } catch (error) {
    await log[Symbol.asyncDispose]();
    throw error;
  }
  say(`${found.name}: ${log.transcript.turns.length} questions; ${session.target.who} answers`);
}
