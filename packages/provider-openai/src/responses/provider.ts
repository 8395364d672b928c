// https://platform.openai.com/docs/api-reference/responses
import { AsyncGeneratorProvider, defineManifest, sse } from "@g4f/core";
import type {
  Chunk,
  ModelInfo,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
} from "@g4f/core";
import {
  checkKeyOwner,
  checkTools,
  eventObject,
  leftOut,
  ModelLister,
  type ListModelsOptions,
} from "@g4f/core/kit";

import { OPENAI_HOST } from "../hosts.ts";
import { readModels } from "../models.ts";
import { ResponsesAnswer } from "./answer.ts";
import { responsesBody } from "./body.ts";
import { RESPONSES_OPTIONS, type ResponsesOptions } from "./options.ts";

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
    terminator: "finish",
    options: RESPONSES_OPTIONS,
  });

  readonly #settings: ProviderSettings;
  readonly #models: ModelLister;

  constructor(settings: ProviderSettings = {}) {
    super(settings);
    this.#settings = settings;
    this.#models = new ModelLister({
      settings,
      manifest: this.manifest,
      ask: async ({ http }) =>
        readModels(await (await http.get("models")).json(), this.manifest.name),
    });
  }

  /** The models that this key may use now; kept for five minutes. Rejects as a call would. */
  async listModels(options?: ListModelsOptions): Promise<readonly ModelInfo[]> {
    return await this.#models.list(options);
  }

  protected override async *generate(
    request: ProviderRequest<ResponsesOptions>,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { name } = this.manifest;
    checkKeyOwner(this.manifest, this.#settings);
    checkTools(request, { provider: name, name: /^[a-zA-Z0-9_-]{1,64}$/ });
    const asked = responsesBody(request, name);
    yield* leftOut(request.messages, name);
    const { body, headers } = await http.post("responses", asked);
    const answer = new ResponsesAnswer({
      provider: name,
      stop: request.stop,
      errorFrom: (said) => errorFrom(said, undefined, headers),
    });
    for await (const { event: kind, data } of sse(body)) {
      if (data === "" || data === "[DONE]" || kind === "ping") continue;
      const event = eventObject(data);
      if (request.raw === true) yield { type: "raw", data: event };
      yield* answer.read(event);
      if (answer.over) break;
    }
    yield* answer.stopped();
  }
}
