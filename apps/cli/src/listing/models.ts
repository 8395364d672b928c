import type { ModelInfo } from "@g4f/core";

import { loadConfig } from "../config/load.ts";
import { CliError } from "../exit-status.ts";
import { jsonLine } from "../json-line.ts";
import { print } from "../print.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { statusOn } from "../screen/status.ts";
import { openSession } from "../session/session.ts";
import { createRegistry } from "../target/create-registry.ts";
import { openTarget, type TargetContext } from "../target/open-target.ts";
import type { Terminal } from "../terminal.ts";
import { listedProviders, type ListedProvider } from "./entries.ts";
import { isLister } from "./lister.ts";
import { abilities } from "./providers.ts";
import { table } from "./table.ts";

/** What `g4f models` was told on its command line. */
export interface ModelsOptions {
  readonly config?: string;
  readonly live?: boolean;
  readonly json?: boolean;
}

/** One model as it is listed. */
interface ListedModel {
  readonly model: ModelInfo;
  readonly of: ListedProvider;
}

/**
 * Prints a table of the models that the providers are known to have, or with `live` those that one has
 * now; with `json` one object a line.
 * @throws CliError `usage` for `live` without a provider, `not_supported` where it has no such list.
 */
export async function listModels(
  name: string | undefined,
  options: ModelsOptions,
  terminal: Terminal,
): Promise<void> {
  const loaded = await loadConfig(options.config, terminal);
  const session = await openSession({}, terminal);
  const context = { loaded, terminal, session };
  await using registry = createRegistry();
  const listed = await listedProviders(registry, name, { ...context, choice: {} });
  const models =
    options.live === true
      ? await liveModels(name, listed, context)
      : listed.flatMap((of) => modelsOf(of.entry.manifest).map((model) => ({ model, of })));
  const text =
    options.json === true
      ? models.map((one) => `${jsonLine(record(one))}\n`).join("")
      : table(["MODEL", "TOKENS", "SUPPORTS", "STATE"], models.map(row), terminal);
  await print(terminal.stdout, text);
}

type Manifest = ListedProvider["entry"]["manifest"];

function modelsOf(manifest: Manifest): readonly ModelInfo[] {
  return (manifest?.models.known ?? []).map((model) =>
    typeof model === "string" ? { id: model } : model,
  );
}

async function liveModels(
  name: string | undefined,
  [of]: readonly ListedProvider[],
  context: TargetContext,
): Promise<readonly ListedModel[]> {
  if (name === undefined || of === undefined) {
    throw new CliError("usage", "--live asks one provider: g4f models <provider> --live");
  }
  await using target = await openTarget({ provider: name }, context);
  const { provider } = target;
  if (!isLister(provider)) {
    throw new CliError(
      "not_supported",
      `${of.entry.name} cannot be asked for its models: leave out --live`,
    );
  }
  const words = `asking ${neutraliseLine(of.entry.name)} for its models`;
  const { terminal } = context;
  const status = await statusOn(terminal, words);
  try {
    return (await provider.listModels({ signal: terminal.signal })).map((model) => ({ model, of }));
  } finally {
    status.stop();
  }
}

function row({ model, of }: ListedModel): readonly string[] {
  const { name, manifest } = of.entry;
  const isDefault = model.id === manifest?.defaultModel;
  const tokens = model.maxTotalTokens ?? model.maxInputTokens;
  return [
    `${name.toLowerCase()}:${model.id}${isDefault ? " (default)" : ""}`,
    tokens === undefined ? "" : String(tokens),
    abilities({ ...manifest?.supports, ...model.supports }).join(", "),
    of.state,
  ];
}

function record({ model, of }: ListedModel): object {
  const { name, manifest } = of.entry;
  return {
    provider: name,
    ...model,
    default: model.id === manifest?.defaultModel,
    supports: { ...manifest?.supports, ...model.supports },
    state: of.state,
  };
}
