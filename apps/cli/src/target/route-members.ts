import { defined } from "@g4f/core/kit";
import type {
  Provider,
  ProviderRegistry,
  RegistryEntry,
  RegistryFilter,
  Resolved,
} from "@g4f/core/registry";

import { CliError } from "../exit-status.ts";
import type { Choice } from "./choice.ts";
import type { TargetContext } from "./open-target.ts";
import { configOf, settingsOf, type FoundSettings } from "./settings.ts";
import { entryNamed } from "./who-answers.ts";

/** One provider of a route. */
interface Member {
  readonly name: string;
  readonly provider: Provider;
  readonly found: FoundSettings;
}

/** The providers of a registry, each set up from environment and file, as it would be alone. */
export class RouteMembers implements Pick<ProviderRegistry, "has" | "list" | "resolve"> {
  readonly #registry: ProviderRegistry;
  readonly #choice: Choice;
  readonly #context: TargetContext;
  readonly #members = new Map<string, Promise<Member>>();

  constructor(registry: ProviderRegistry, choice: Choice, context: TargetContext) {
    this.#registry = registry;
    this.#choice = choice;
    this.#context = context;
  }

  /** Of those that were resolved, each once. */
  get names(): readonly string[] {
    return [...this.#members.keys()];
  }

  has(name: string): boolean {
    return this.#registry.has(name);
  }

  list(filter?: RegistryFilter): RegistryEntry[] {
    return this.#registry.list(filter);
  }

  /** As the registry's; one instance for each provider, so that all its models are one account. */
  async resolve<Options extends object = object>(spec: string): Promise<Resolved<Options>> {
    const [head = ""] = spec.split(":", 1);
    const entry = await entryNamed(this.#registry, head);
    const own = configOf(entry, this.#context.loaded);
    const member = this.#members.get(entry.name) ?? this.#open(entry, own.options);
    this.#members.set(entry.name, member);
    const named = spec.slice(head.length + 1);
    const provider = (await member).provider as Provider<Options>;
    return { provider, model: named === "" ? own.model : named };
  }

  /**
   * What the user should know of the providers.
   * @throws CliError `auth` where each of them lacks a key.
   */
  async warnings(): Promise<readonly string[]> {
    const members = await Promise.all(this.#members.values());
    const lacking = members.flatMap(({ name, found: { missing } }) =>
      missing === undefined ? [] : [`${name} has to know who you are: ${missing}`],
    );
    const [first] = lacking;
    if (first !== undefined && lacking.length === this.#members.size) {
      throw new CliError("auth", first);
    }
    return [...members.flatMap(({ found }) => found.warnings), ...lacking];
  }

  async #open(
    entry: RegistryEntry,
    options: Readonly<Record<string, unknown>> | undefined,
  ): Promise<Member> {
    const { proxy, account } = this.#choice;
    const choice = defined({ proxy, account });
    const found = await settingsOf(entry, { ...this.#context, choice });
    const { provider } = await this.#registry.resolve(entry.name, found.settings);
    return { name: entry.name, provider: withOptions(provider, options), found };
  }
}

/** The options that the file has for one provider are sent to no other. */
export function withOptions(
  provider: Provider,
  options: Readonly<Record<string, unknown>> | undefined,
): Provider {
  if (options === undefined) return provider;
  const listModels: unknown = Reflect.get(provider, "listModels");
  return {
    manifest: provider.manifest,
    createAsyncGenerator: (request) => provider.createAsyncGenerator({ ...options, ...request }),
    ...(typeof listModels === "function" ? { listModels: listModels.bind(provider) } : {}),
  };
}
