import {
  AsyncGeneratorProvider,
  type Chunk,
  type ErrorCode,
  type ModelInfo,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
  type ProviderSettings,
} from "@g4f/core";

import { sendForJson, unexpected } from "./api/exchange.ts";
import type { Route } from "./api/routes.ts";
import { modelInfo } from "./known-models.ts";

/** What the list of models is asked with. */
export interface ModelQuery {
  readonly settings: ProviderSettings;
  readonly manifest: ProviderManifest;
  readonly route: Route;
  /** Runs before anything is sent. */
  readonly check: (context: ProviderContext) => Promise<void>;
  readonly classify: (status: number | undefined, body: unknown) => ErrorCode | undefined;
}

/** Asks a server for its models as a call like any other, so that limits, proxy and redaction hold here too. */
export class ModelLister extends AsyncGeneratorProvider {
  readonly #query: ModelQuery;
  #models: readonly ModelInfo[] = [];

  constructor(query: ModelQuery) {
    super(query.settings, query.manifest);
    this.#query = query;
  }

  /** The models, in the server's order. Rejects with a `ProviderError`. */
  async list(signal: AbortSignal | undefined): Promise<readonly ModelInfo[]> {
    const messages = [{ role: "user", content: "" }] as const;
    await this.createAsyncGenerator(
      signal === undefined ? { messages } : { messages, signal },
    ).collect();
    return this.#models;
  }

  protected override async *generate(
    _request: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    await this.#query.check(context);
    const body = await sendForJson(context, this.#query.route);
    const names = namesOf(body);
    if (names === undefined) throw unexpected(context, body, "a list of models");
    this.#models = names.map(modelInfo);
    yield { type: "finish", reason: "unknown" };
  }

  protected override classify(status: number | undefined, body: unknown): ErrorCode | undefined {
    return this.#query.classify(status, body);
  }
}

function namesOf(body: unknown): readonly string[] | undefined {
  if (!Array.isArray(body)) return undefined;
  const names = body.map((item): unknown => Reflect.get(Object(item), "name"));
  return names.every((name) => typeof name === "string" && name !== "")
    ? (names as string[])
    : undefined;
}
