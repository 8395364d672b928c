import type { Chunk } from "../chunk.ts";
import type { ProviderContext } from "../context.ts";
import type { ModelInfo, ProviderManifest } from "../manifest.ts";
import { AsyncGeneratorProvider } from "../provider.ts";
import type { ProviderRequest, ProviderSettings } from "../request.ts";

/** How a provider's models are asked for. */
export interface ModelQuery {
  readonly settings: ProviderSettings;
  readonly manifest: ProviderManifest;
  /** Asks, and reads what came. Runs as a call, so it may throw anything. */
  readonly ask: (context: ProviderContext) => Promise<readonly ModelInfo[]>;
  /** How long an answer is good for, in ms. Default 300 000. */
  readonly ttlMs?: number;
  /** ms since 1970. */
  readonly now?: () => number;
}

/** What one asking may say. */
export interface ListModelsOptions {
  readonly signal?: AbortSignal;
  /** Asks even where an answer is still good. */
  readonly fresh?: boolean;
}

interface Kept {
  readonly models: readonly ModelInfo[];
  readonly until: number;
}

const TTL_MS = 300_000;

/**
 * The models of a provider, asked for as a call like any other (limits, proxy, redaction), and kept for
 * a while, apart for each key.
 */
export class ModelLister {
  readonly #query: ModelQuery;
  readonly #kept = new Map<string, Kept>();

  constructor(query: ModelQuery) {
    this.#query = query;
  }

  /** The models, in upstream's order. Rejects with a `ProviderError`. */
  async list({ signal, fresh = false }: ListModelsOptions = {}): Promise<readonly ModelInfo[]> {
    const { ttlMs = TTL_MS, now = Date.now } = this.#query;
    const key = await this.#key();
    const kept = this.#kept.get(key);
    if (!fresh && kept !== undefined && now() < kept.until) return kept.models;
    const models = await new ListCall(this.#query).run(signal);
    this.#kept.set(key, { models, until: now() + ttlMs });
    return models;
  }

  async #key(): Promise<string> {
    const { settings, manifest } = this.#query;
    if (settings.apiKey !== undefined || settings.credentials === undefined) return "";
    const base = settings.baseUrl ?? manifest.baseUrl ?? "";
    try {
      return (await settings.credentials.get(manifest.name, new URL(base).origin)) ?? "";
    } catch {
      // The call itself asks again, and says what is wrong.
      return "";
    }
  }
}

class ListCall extends AsyncGeneratorProvider {
  readonly #query: ModelQuery;
  #models: readonly ModelInfo[] = [];

  constructor(query: ModelQuery) {
    super(query.settings, query.manifest);
    this.#query = query;
  }

  async run(signal: AbortSignal | undefined): Promise<readonly ModelInfo[]> {
    const messages = [{ role: "user", content: "" }] as const;
    await this.createAsyncGenerator({
      messages,
      ...(signal === undefined ? {} : { signal }),
    }).collect();
    return this.#models;
  }

  protected override async *generate(
    _: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    this.#models = await this.#query.ask(context);
    yield { type: "finish", reason: "unknown" };
  }
}
