import type { Logger, ProviderSettings } from "@g4f/core";
import type { Provider, ProviderRegistry } from "@g4f/core/registry";

import type { LoadedConfig } from "../config/config.ts";
import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Session } from "../session/session.ts";
import type { Terminal } from "../terminal.ts";
import { checkProviders } from "./check-providers.ts";
import type { Choice } from "./choice.ts";
import { createRegistry } from "./create-registry.ts";
import { openRoute } from "./open-route.ts";
import { promptOf, type Prompt } from "./prompt.ts";
import { configOf, settingsOf, type Entry } from "./settings.ts";
import { timeoutOf } from "./timeout.ts";
import { whoAnswers, type Answerer, type Source } from "./who-answers.ts";

/** What a target is made from. */
export interface TargetContext {
  readonly loaded: LoadedConfig;
  readonly terminal: Terminal;
  /** Undefined: nothing that was kept is used. */
  readonly session?: Session | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
}

/** Who answers, and how; disposing it closes all that was opened for it. */
export interface Target extends AsyncDisposable {
  readonly provider: Provider;
  /** As it was asked for; undefined: the provider's default. */
  readonly model: string | undefined;
  readonly source: Source;
  /** The route that was asked for; `provider` is it then. */
  readonly route: string | undefined;
  /** Provider, and model where one is known, or the route; one harmless line. */
  readonly who: string;
  /** One line that says who answers, and why. */
  readonly banner: string;
  /** What the user should know before the answer. */
  readonly warnings: readonly string[];
  readonly prompt: Prompt;
  /** What every request has beside messages and signal. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly registry: ProviderRegistry;
}

/**
 * Finds out who answers: flags, then environment, then file, then a local server that runs, then, with
 * `--offline`, the embedded one.
 * @throws CliError `no_provider`, `usage`, `config` or `auth`; ProviderError for a name that nobody has.
 */
export async function openTarget(choice: Choice, context: TargetContext): Promise<Target> {
  const registry = createRegistry(context.logger);
  // What uses the others is closed first.
  const opened: AsyncDisposable[] = [registry];
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
  };
  try {
    checkProviders(context.loaded, registry);
    if (choice.route !== undefined) {
      const route = await openRoute(choice.route, choice, context, registry);
      const common = await commonOf(choice, context);
      const warnings = [...generalWarnings(context), ...route.warnings];
      return { ...common, ...route, warnings, registry, [Symbol.asyncDispose]: close };
    }
    const answerer = await whoAnswers(choice, context, registry);
    if (answerer.embedded !== undefined) opened.push(answerer.embedded);
    const parts = await partsOf(answerer, choice, context, registry);
    return {
      ...parts,
      route: undefined,
      registry,
      source: answerer.source,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function partsOf(
  answerer: Answerer,
  choice: Choice,
  context: TargetContext,
  registry: ProviderRegistry,
): Promise<Omit<Target, "registry" | "source" | "route" | typeof Symbol.asyncDispose>> {
  const { loaded } = context;
  const { entry, embedded } = answerer;
  const { settings, warnings, missing } =
    embedded === undefined
      ? await settingsOf(entry, { choice, ...context })
      : { settings: embedded.settings, warnings: [], missing: undefined };
  requireAuth(entry, settings, missing);
  const { provider } = await registry.resolve(entry.name, settings);
  const own = configOf(entry, loaded);
  const model = answerer.model ?? (embedded === undefined ? own.model : undefined);
  const { prompt, request } = await commonOf(choice, context);
  return {
    provider,
    model,
    who: whoOf(answerer, model),
    warnings: [...generalWarnings(context), ...warnings],
    banner: embedded?.banner ?? bannerOf(answerer, model, loaded),
    prompt,
    request: { ...own.options, ...request, ...(model === undefined ? {} : { model }) },
  };
}

/** What the user should know of configuration and session, whoever answers. */
export function generalWarnings({
  loaded,
  session,
}: Pick<TargetContext, "loaded" | "session">): readonly string[] {
  return [...loaded.warnings, ...(session?.warnings ?? [])];
}

/** What does not depend on who answers. */
async function commonOf(
  choice: Choice,
  context: TargetContext,
): Promise<Pick<Target, "prompt" | "request">> {
  const { config } = context.loaded;
  const total = timeoutOf(choice, context);
  return {
    prompt: await promptOf(choice.system ?? config.system, config),
    request: {
      ...choice.option,
      ...(total === undefined ? {} : { deadlines: { total: total * 1000 } }),
    },
  };
}

/** In words of the command line; the library would speak of its own settings. */
function requireAuth(entry: Entry, settings: ProviderSettings, missing: string | undefined): void {
  // That a service is gone matters more, and the call says so.
  const isGone = entry.manifest?.working === false && settings.baseUrl === undefined;
  if (missing === undefined || isGone) return;
  throw new CliError("auth", `${entry.name} has to know who you are: ${missing}`);
}

function whoOf({ entry }: Answerer, model: string | undefined): string {
  const id = model ?? entry.manifest?.defaultModel ?? "";
  return neutraliseLine(id === "" ? entry.name : `${entry.name}, ${id}`);
}

function bannerOf(answerer: Answerer, model: string | undefined, loaded: LoadedConfig): string {
  const { entry, source } = answerer;
  const reasons = {
    flag: "named on the command line",
    environment: "named in the environment",
    file: `named in ${loaded.file ?? "the configuration"}`,
    local: `running at ${entry.manifest?.local?.baseUrl ?? "this machine"}`,
    embedded: "embedded",
  } as const satisfies Record<Source, string>;
  return `${whoOf(answerer, model)} answers (${reasons[source]})`;
}
