import { modelId } from "@g4f/core";
import { LOOPBACK } from "@g4f/core/listen";
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

type Found = readonly Candidate[] | Promise<readonly Candidate[]>;

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

/** Arguments whose values are known: by the command, or by its group and its name. */
const ARGUMENTS: Readonly<Record<string, (terminal: Terminal) => Found>> = {
  providers,
  models: providers,
  "auth set": providers,
  "auth list": providers,
  "auth remove": providers,
  "chats show": chats,
  "chats delete": chats,
  "cookies list": sites,
  "cookies clear": sites,
};

async function argumentsOf(command: Command, terminal: Terminal): Promise<readonly Candidate[]> {
  if (command.name() === "help") {
    return [
      ...(await wordsOf(command.parent ?? command, "", terminal)),
      { value: "exit-codes", description: "the exit statuses" },
    ];
  }
  const outer = command.parent?.parent === null ? "" : `${command.parent?.name() ?? ""} `;
  return (await ARGUMENTS[`${outer}${command.name()}`.trimStart()]?.(terminal)) ?? [];
}

async function chats(terminal: Terminal): Promise<readonly Candidate[]> {
  const { findChats } = await import("../chats/find-chats.ts");
  const { chatsFolder } = await import("../chats/folder.ts");
  const found = await findChats(chatsFolder(terminal)).catch(() => []);
  return found.map(({ name, at }) => ({ value: name, description: at.toISOString() }));
}

/** Values of flags that are known. */
const VALUES: Readonly<Record<string, (config: Config, terminal: Terminal) => Found>> = {
  "--provider": providers,
  "--model": (config) => [...aliases(config), ...models()],
  "--route": ({ routes = {} }) =>
    Object.entries(routes).map(([value, { use }]) => ({
      value,
      description: use.map((one) => (typeof one === "string" ? one : one.model)).join(", "),
    })),
  "--responder": () => [...providers(), ...models()],
  "--system": ({ prompts = {} }) =>
    Object.keys(prompts).map((name) => ({
      value: `@${name}`,
      description: "prompt of the configuration",
    })),
  "--account": (_, terminal) => accounts(terminal),
  "--domain": (_, terminal) => sites(terminal),
  "--format": () => plain(FORMATS),
  "--continue": (_, terminal) => chats(terminal),
  "--host": () => plain(LOOPBACK),
};

async function valuesOf(
  option: string,
  config: Config,
  terminal: Terminal,
): Promise<readonly Candidate[]> {
  return (await VALUES[option]?.(config, terminal)) ?? [];
}

function plain(values: readonly string[]): readonly Candidate[] {
  return values.map((value) => ({ value, description: "" }));
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
