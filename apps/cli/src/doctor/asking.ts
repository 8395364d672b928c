import { ProviderError, type ModelInfo } from "@g4f/core";
import type { Provider, ProviderRegistry } from "@g4f/core/registry";

import type { ListedProvider } from "../listing/entries.ts";
import { isLister } from "../listing/lister.ts";
import type { Choice } from "../target/choice.ts";
import type { TargetContext } from "../target/open-target.ts";
import { configOf } from "../target/settings.ts";
import { failed, type Check } from "./check.ts";

const LIST_MS = 10_000;
const ANSWER_MS = 60_000;
/** Some models think before they speak, and some take no fewer. */
const MOST_TOKENS = 16;

/** What is examined, and how providers are asked. */
export interface AskingContext extends TargetContext {
  readonly registry: ProviderRegistry;
  /** What the flags say of the way and the account. */
  readonly choice: Pick<Choice, "proxy" | "account" | "offline">;
  /** Whether an answer may be asked for, which costs. */
  readonly call: boolean;
}

/** Its list of models, where it has one, and with `call` one tiny answer. */
export async function askingChecks(
  { entry, found: { settings } }: ListedProvider,
  { registry, loaded, terminal: { signal }, call }: AskingContext,
): Promise<readonly Check[]> {
  const { name, manifest } = entry;
  const own = configOf(entry, loaded);
  let provider: Provider;
  try {
    ({ provider } = await registry.resolve(name, settings));
  } catch (error) {
    return [failed(`${name} set-up`, error)];
  }
  const listed = await listOf(name, provider, signal);
  const model = own.model ?? manifest?.defaultModel;
  const checks: Check[] = [];
  if (listed !== undefined) {
    checks.push("models" in listed ? listCheck(name, listed.models, model) : listed.check);
  }
  if (call) {
    const first = listed !== undefined && "models" in listed ? listed.models[0]?.id : undefined;
    const request = { ...own.options, model: model ?? first };
    checks.push(await answerCheck(name, provider, request, signal));
  }
  signal.throwIfAborted();
  return checks;
}

async function listOf(
  name: string,
  provider: Provider,
  signal: AbortSignal,
): Promise<{ readonly models: readonly ModelInfo[] } | { readonly check: Check } | undefined> {
  if (!isLister(provider)) return undefined;
  const limit = AbortSignal.timeout(LIST_MS);
  try {
    return { models: await provider.listModels({ signal: AbortSignal.any([signal, limit]) }) };
  } catch (error) {
    const late = new ProviderError("timeout", `no list of models within ${LIST_MS / 1000} s`);
    return { check: failed(`${name} models`, limit.aborted ? late : error) };
  }
}

function listCheck(name: string, models: readonly ModelInfo[], model: string | undefined): Check {
  const count = `${models.length} ${models.length === 1 ? "model" : "models"}`;
  const has = models.some(({ id }) => id === model);
  const among = model === undefined ? "" : has ? `, ${model} among them` : `, but no ${model}`;
  return { title: `${name} models`, found: `${count}${among}` };
}

async function answerCheck(
  name: string,
  provider: Provider,
  request: { readonly model: string | undefined },
  signal: AbortSignal,
): Promise<Check> {
  const title = `${name} answer`;
  const takesLimit = provider.manifest.supports.maxTokens !== false;
  const began = performance.now();
  try {
    const { usage, model } = await provider
      .createAsyncGenerator({
        ...request,
        messages: [{ role: "user", content: "Say ok." }],
        ...(takesLimit ? { maxTokens: MOST_TOKENS } : {}),
        deadlines: { total: ANSWER_MS },
        signal,
      })
      .collect();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const tokens = usage?.totalTokens === undefined ? "" : `, ${usage.totalTokens} tokens`;
    return { title, found: `${model === "" ? name : model} answered in ${seconds} s${tokens}` };
  } catch (error) {
    return failed(title, error);
  }
}
