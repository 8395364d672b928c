import { modelId } from "@g4f/core";

import { loadConfig } from "../config/load.ts";
import { jsonLine } from "../json-line.ts";
import { print } from "../print.ts";
import { statusOn } from "../screen/status.ts";
import { openSession } from "../session/session.ts";
import { createRegistry } from "../target/create-registry.ts";
import { variablesOf } from "../target/variables.ts";
import type { Terminal } from "../terminal.ts";
import { listedProviders, type ListedProvider } from "./entries.ts";
import { unreachable } from "./reachable.ts";
import { verification } from "./state.ts";
import { table } from "./table.ts";

/** What `g4f providers` was told on its command line. */
export interface ProvidersOptions {
  readonly config?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** Prints a table of the providers, or with `json` one object a line. */
export async function listProviders(
  name: string | undefined,
  { config, check = false, json = false }: ProvidersOptions,
  terminal: Terminal,
): Promise<void> {
  const loaded = await loadConfig(config, terminal);
  const session = await openSession({}, terminal);
  await using registry = createRegistry();
  const known = await listedProviders(registry, name, { choice: {}, loaded, terminal, session });
  const listed = check ? await checked(known, terminal) : known;
  const text = json
    ? listed.map((one) => `${jsonLine(record(one))}\n`).join("")
    : table(
        ["PROVIDER", "STATE", "VERIFIED", "AUTH", "MODELS", "SUPPORTS"],
        listed.map(row),
        terminal,
      );
  await print(terminal.stdout, text);
}

/** The same with what could not be reached marked as such. */
export async function checked(
  listed: readonly ListedProvider[],
  terminal: Terminal,
): Promise<readonly ListedProvider[]> {
  const status = await statusOn(terminal, "looking who is there");
  try {
    return await Promise.all(
      listed.map(async (one) => {
        if (!mayAnswer(one)) return one;
        const problem = await unreachable(one.entry, one.found.settings, terminal.signal);
        if (problem !== undefined) return { ...one, ...problem };
        const { entry, found } = one;
        return one.state === "unchecked" ? { entry, found, state: "works" } : one;
      }),
    );
  } finally {
    status.stop();
  }
}

/** Whether nothing that is known speaks against asking it. */
export function mayAnswer({ state }: ListedProvider): boolean {
  return !["not working", "key missing", "not reachable"].includes(state);
}

function row({ entry, state, reason }: ListedProvider): readonly string[] {
  const { name, manifest } = entry;
  const models = manifest?.models.known.map(modelId) ?? [];
  const shown = models.length > 3 ? String(models.length) : models.join(", ");
  return [
    name,
    reason === undefined ? state : `${state}: ${reason}`,
    verification(entry),
    auth(manifest),
    shown,
    abilities(manifest?.supports).join(", "),
  ];
}

function auth(manifest: ListedProvider["entry"]["manifest"]): string {
  if (manifest === undefined) return "";
  const ways = manifest.auth.join(" or ");
  return manifest.needsAuth || ways === "" ? ways || "none" : `${ways}, if you like`;
}

/** The abilities that a provider is said to have. */
export function abilities(supports: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return Object.keys(supports).filter((ability) => supports[ability] === true);
}

function record({ entry, found: { settings }, state, reason }: ListedProvider): object {
  const { name, aliases, manifest } = entry;
  return {
    name,
    aliases,
    state,
    reason,
    label: manifest?.label,
    url: manifest?.url,
    baseUrl: settings.baseUrl ?? manifest?.baseUrl,
    needsAuth: manifest?.needsAuth,
    auth: manifest?.auth,
    variables: variablesOf(entry),
    defaultModel: manifest?.defaultModel,
    models: manifest?.models.known.map(modelId),
    supports: manifest?.supports,
    verified: manifest?.verified ?? false,
  };
}
