// https://platform.openai.com/docs/api-reference/responses
import { AsyncGeneratorProvider, defineManifest, fromBatches } from "@g4f/core";
import type {
  Batch,
  Chunk,
  ModelInfo,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
} from "@g4f/core";
import type { ListModelsOptions, ModelLister } from "@g4f/core/kit";

import { OPENAI_HOST } from "../hosts.ts";
import { RESPONSES_OPTIONS, type ResponsesOptions } from "./options.ts";

let responses: typeof import("./call.ts") | undefined;

type ResponsesCall = typeof import("./call.ts").responsesCall;

/** OpenAI's Responses API: stateless, reasoning kept encrypted in the history. */
export class OpenAIResponses extends AsyncGeneratorProvider<ResponsesOptions> {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "OpenAIResponses",
    label: "OpenAI (Responses)",
    url: "https://platform.openai.com/docs/api-reference/responses",
    baseUrl: "https://api.openai.com/v1",
    working: true,
    needsAuth: true,
    keyVariable: "OPENAI_API_KEY",
    defaultModel: OPENAI_HOST.defaultModel ?? "",
    supports: {
      systemMessage: true,
      messageHistory: true,
      tools: true,
      reasoning: true,
      conversation: false,
      schema: true,
      audioInput: false,
      reasoningEffort: "unknown",
      maxTokens: true,
      stop: true,
      topK: false,
      seed: false,
      presencePenalty: false,
      frequencyPenalty: false,
    },
    wire: "openai-responses",
    terminator: "finish",
    options: RESPONSES_OPTIONS,
  });

  readonly #settings: ProviderSettings;
  #models: Promise<ModelLister> | undefined;

  constructor(settings: ProviderSettings = {}) {
    super(settings);
    this.#settings = settings;
  }

  /** The models that this key may use now; kept for five minutes. Rejects as a call would. */
  async listModels(options?: ListModelsOptions): Promise<readonly ModelInfo[]> {
    this.#models ??= import("../models.ts").then(({ modelLister }) =>
      modelLister(this.#settings, this.manifest),
    );
    return await (await this.#models).list(options);
  }

  protected override generate(
    request: ProviderRequest<ResponsesOptions>,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const call = responses?.responsesCall ?? firstCall;
    return fromBatches(call(this.manifest, this.#settings, request, context));
  }
}

/** What only calls need is loaded with the first one. */
async function* firstCall(...call: Parameters<ResponsesCall>): AsyncGenerator<Batch, undefined> {
  responses = await import("./call.ts");
  return yield* responses.responsesCall(...call);
}
