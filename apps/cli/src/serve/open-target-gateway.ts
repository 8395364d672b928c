import { modelId } from "@g4f/core";
import { defined } from "@g4f/core/kit";
import { LOOPBACK } from "@g4f/core/listen";
import { ProviderRegistry, type Provider } from "@g4f/core/registry";
import { createCatalog, createGateway } from "@g4f/gateway";

import { loadConfig } from "../config/load.ts";
import { debugLogger } from "../debug-logger.ts";
import { CliError } from "../exit-status.ts";
import { checkModel } from "../target/check-model.ts";
import { openTarget, type Target } from "../target/open-target.ts";
import { withOptions } from "../target/route-members.ts";
import type { Terminal } from "../terminal.ts";
import type { Served, ServeFlags } from "./serve-gateway.ts";

const PORT = 8080;

/**
 * A gateway over who `g4f ask` would ask, with a key of its own.
 * @throws as `openTarget`; CliError `config` for a person's session.
 */
export async function openTargetGateway(
  flags: ServeFlags,
  terminal: Terminal,
  tell: (line: string) => void,
): Promise<Served> {
  const { config: _, host, port = PORT, ...choice } = flags;
  checkHost(host);
  const loaded = await loadConfig(undefined, terminal);
  const logger = flags.debug === true ? debugLogger(terminal.stderr) : undefined;
  const target = await openTarget(choice, { loaded, terminal, logger });
  try {
    checkSession(target);
    checkModel(target);
    for (const words of target.warnings) tell(words);
    const provider = answering(target);
    const { name } = provider.manifest;
    const registry = new ProviderRegistry().register(name, () => provider, {
      manifest: provider.manifest,
    });
    const named = modelOf(target);
    const models = named === undefined ? {} : aliasOf(named, target);
    const catalog = createCatalog({ registry, providers: [name], models });
    // Who has no default can tell what there is.
    const model = named ?? (await catalog.list())[0]?.id;
    const log = flags.log === true ? terminal.stderr : undefined;
    const gateway = createGateway(defined({ catalog, host, port, log }));
    return {
      gateway,
      banner: target.banner,
      model: model ?? name,
      responder: async (wanted = model) => defined({ responder: provider, model: wanted }),
      [Symbol.asyncDispose]: async () => {
        await gateway.close();
        await target[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await target[Symbol.asyncDispose]();
    throw error instanceof TypeError ? new CliError("usage", error.message) : error;
  }
}

/** The model that was named, or is the default; a route is one itself. */
function modelOf({ model, provider: { manifest }, route }: Target): string | undefined {
  const named = model ?? manifest.defaultModel;
  if (named !== undefined) return modelId(named);
  return route === undefined ? undefined : manifest.name;
}

/** A model that is not in the manifest is there by its own name all the same. */
function aliasOf(
  model: string,
  { provider: { manifest }, route }: Target,
): Readonly<Record<string, string>> {
  if (manifest.models.known.some((one) => modelId(one) === model)) return {};
  return { [model]: route === undefined ? `${manifest.name}:${model}` : manifest.name };
}

/** The one key that is shown is for the person at this machine. */
function checkHost(host = "127.0.0.1"): void {
  if (LOOPBACK.includes(host)) return;
  throw new CliError(
    "usage",
    `--host ${host} lets others in, and then the gateway needs keys of its own: g4f serve --config <file>, with keys in it`,
  );
}

/** Whoever holds the gateway's key would speak in the name of the person. */
function checkSession({ provider: { manifest }, source }: Target): void {
  if (source === "embedded" || !manifest.auth.includes("cookies")) return;
  throw new CliError(
    "config",
    `${manifest.name} is asked with a person's cookies: it is served only by a file that names it, g4f serve --config`,
  );
}

function answering({ provider, request }: Target): Provider {
  const { model: _, ...options } = request;
  return withOptions(provider, Object.keys(options).length === 0 ? undefined : options);
}
