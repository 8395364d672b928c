import { modelId } from "@g4f/core";
import type { Command } from "commander";

import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { FORMATS } from "../cookies/formats.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { createRegistry } from "../target/create-registry.ts";
import type { Terminal } from "../terminal.ts";
import { accounts, sites } from "./kept.ts";
import { optionsOf } from "./options.ts";
import { situationOf } from "./situation.ts";

/** One way the word may go on. */
export interface Candidate {
  readonly value: string;
  /** One harmless line; may be empty. */
  readonly description: string;
}

/**
 * How the last of `words` may go on. Where a file is wanted, or a text, there is nothing to say. A
 * configuration that is broken is as good as none: this is no place for an error.
 */
export async function candidates(
  program: Command,
  words: readonly string[],
  { config: file }: { readonly config?: string },
  terminal: Terminal,
): Promise<readonly Candidate[]> {
  const { command, wants, prefix, current } = situationOf(program, words);
  const { config } = await loadConfig(file, terminal).catch(() => ({ config: {} }));
  const all =
    wants.kind === "word"
      ? await wordsOf(command, current, terminal)
      : await valuesOf(wants.name, config, terminal);
  return all
    .filter(({ value }) => value.startsWith(current))
    .map(({ value, description }) => ({
      value: prefix + neutraliseLine(value),
      description: neutraliseLine(description),
    }));
}

async function wordsOf(
  command: Command,
  current: string,
  terminal: Terminal,
): Promise<readonly Candidate[]> {
  if (current.startsWith("-")) {
    return optionsOf(command).map(({ long, short, description }) => ({
      value: long ?? short ?? "",
      description,
    }));
  }
  const commands = command.createHelp().visibleCommands(command);
  const named = commands.map((one) => ({ value: one.name(), description: one.description() }));
  const choices = command.registeredArguments.flatMap(({ argChoices, description }) =>
    (argChoices ?? []).map((value) => ({ value, description })),
  );
  return [...named, ...choices, ...(await argumentsOf(command, terminal))];
}

/** Arguments whose values are known. */
async function argumentsOf(command: Command, terminal: Terminal): Promise<readonly Candidate[]> {
  const group = command.parent?.parent ? command.parent.name() : command.name();
  switch (group === "chats" || group === "cookies" ? `${group} ${command.name()}` : group) {
    case "auth":
      return command.name() === "auth" ? [] : providers();
    case "providers":
    case "models":
      return providers();
    case "chats show":
    case "chats delete":
      return await chats(terminal);
    case "cookies list":
    case "cookies clear":
      return await sites(terminal);
    case "help":
      return [
        ...(await wordsOf(command.parent ?? command, "", terminal)),
        { value: "exit-codes", description: "the exit statuses" },
      ];
    default:
      return [];
  }
}

async function chats(terminal: Terminal): Promise<readonly Candidate[]> {
  const { findChats } = await import("../chats/find-chats.ts");
  const { chatsFolder } = await import("../chats/folder.ts");
  const found = await findChats(chatsFolder(terminal)).catch(() => []);
  return found.map(({ name, at }) => ({ value: name, description: at.toISOString() }));
}

async function valuesOf(
  option: string,
  config: Config,
  terminal: Terminal,
): Promise<readonly Candidate[]> {
  switch (option) {
    case "--provider":
      return providers();
    case "--model":
      return [...aliases(config), ...models()];
    case "--route":
      return Object.entries(config.routes ?? {}).map(([value, { use }]) => ({
        value,
        description: use.map((one) => (typeof one === "string" ? one : one.model)).join(", "),
      }));
    case "--responder":
      return [...providers(), ...models()];
    case "--system":
      return Object.keys(config.prompts ?? {}).map((name) => ({
        value: `@${name}`,
        description: "prompt of the configuration",
      }));
    case "--account":
      return await accounts(terminal);
    case "--domain":
      return await sites(terminal);
    case "--format":
      return FORMATS.map((value) => ({ value, description: "" }));
    case "--continue":
      return await chats(terminal);
    case "--host":
      return ["127.0.0.1", "localhost", "::1"].map((value) => ({ value, description: "" }));
    default:
      return [];
  }
}

function aliases({ aliases: known = {} }: Config): readonly Candidate[] {
  return Object.entries(known).map(([value, description]) => ({ value, description }));
}

function providers(): readonly Candidate[] {
  return createRegistry()
    .list()
    .map(({ name, manifest }) => ({
      value: name.toLowerCase(),
      description: manifest?.label ?? "",
    }));
}

function models(): readonly Candidate[] {
  return createRegistry()
    .list()
    .flatMap(({ name, manifest }) =>
      (manifest?.models.known ?? []).map((model) => ({
        value: `${name.toLowerCase()}:${modelId(model)}`,
        description: typeof model === "string" ? "" : (model.label ?? ""),
      })),
    );
}
