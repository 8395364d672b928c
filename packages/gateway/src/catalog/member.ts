import { modelId, type ModelInfo, type ProviderManifest } from "@g4f/core";
import { isPersonal } from "@g4f/core/engine";
import type { Provider, ProviderRegistry } from "@g4f/core/registry";

import { Refusal } from "../refusal.ts";
import type { Found, ServedProvider } from "./catalog.ts";

/** Most time that a list of models may take of a request, and how long what it came to is good for. */
const LIST_MS = 5_000;
const GOOD_MS = 30_000;

/** A provider that can tell which models its server has. */
interface Lister {
  readonly listModels: (options: { signal: AbortSignal }) => Promise<readonly ModelInfo[]>;
}

/** One provider of a registry, as a catalog has it. */
export class Member implements ServedProvider {
  readonly name: string;
  readonly #registry: ProviderRegistry;
  #made: Provider | undefined;
  /** Kept once it is there: a plain id is looked for in every manifest, with each request. */
  #registered: ProviderManifest | undefined;
  #listing: Promise<readonly ModelInfo[]> | undefined;
  #models: readonly ModelInfo[] = [];
  #listedAt = -Infinity;

  constructor(registry: ProviderRegistry, name: string) {
    this.name = name;
    this.#registry = registry;
  }

  get manifest(): ProviderManifest | undefined {
    return this.#made?.manifest ?? (this.#registered ??= this.#find());
  }

  /** @throws Refusal where it is set up with a person's own session: clients would speak in that name. */
  readonly provider = async (): Promise<Provider> => {
    this.#made ??= (await this.#registry.resolve(this.name)).provider;
    if (isPersonal(this.#made)) throw personal(this.name);
    return this.#made;
  };

  /** Whether `model` is in the manifest, be it as an alias; nobody is asked. */
  knows(model: string): boolean {
    const models = this.manifest?.models;
    if (models === undefined) return false;
    return (
      models.known.some((one) => modelId(one) === model) ||
      Object.hasOwn(models.aliases ?? {}, model)
    );
  }

  /** Whether it has `model` as far as it can tell, once made; its server is asked where it can be. */
  async has(model: string): Promise<boolean> {
    const provider = await this.provider().catch(() => undefined);
    if (this.knows(model)) return true;
    return isLister(provider) && (await this.#listed(provider)).some(({ id }) => id === model);
  }

  /** What is in the manifest, and what its server says to have; a server that fails has nothing more. */
  async models(): Promise<readonly ModelInfo[]> {
    const provider = await this.provider().catch(() => undefined);
    const all = new Map<string, ModelInfo>();
    for (const known of (provider?.manifest ?? this.manifest)?.models.known ?? []) {
      all.set(modelId(known), typeof known === "string" ? { id: known } : known);
    }
    const listed = isLister(provider) ? await this.#listed(provider) : [];
    for (const model of listed) if (!all.has(model.id)) all.set(model.id, model);
    return [...all.values()];
  }

  /** Who answers for `id`. */
  async found(id: string, model: string | undefined): Promise<Found> {
    return { id, name: this.name, provider: await this.provider(), model };
  }

  #find(): ProviderManifest | undefined {
    return this.#registry.list().find(({ name }) => name === this.name)?.manifest;
  }

  /** One asking at a time and in a while, however many clients want to know. */
  async #listed(provider: Lister): Promise<readonly ModelInfo[]> {
    if (performance.now() - this.#listedAt < GOOD_MS) return this.#models;
    this.#listing ??= provider.listModels({ signal: AbortSignal.timeout(LIST_MS) });
    try {
      this.#models = await this.#listing;
    } catch {
      // Whoever asks it something is told what is wrong with it.
      this.#models = [];
    }
    this.#listing = undefined;
    this.#listedAt = performance.now();
    return this.#models;
  }
}

function personal(name: string): Refusal {
  const message = `${name} is set up with the session of a person's own browser, which a gateway never serves`;
  return new Refusal(message, { status: 403, code: "permission" });
}

function isLister(provider: object | undefined): provider is Lister {
  return provider !== undefined && typeof Reflect.get(provider, "listModels") === "function";
}
