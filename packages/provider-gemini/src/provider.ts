// https://ai.google.dev/api/generate-content
import { AsyncGeneratorProvider, defineManifest, ProviderError, sse } from "@g4f/core";
import type {
  Chunk,
  ErrorCode,
  HttpResponse,
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
  ModelLister,
  type ListModelsOptions,
} from "@g4f/core/kit";

import { GeminiAnswer } from "./answer.ts";
import { contentBody } from "./body.ts";
import { classify } from "./classify.ts";
import { readModels } from "./models.ts";
import { OPTIONS, type GeminiOptions } from "./options.ts";

/** Google's Gemini API. */
export class Gemini extends AsyncGeneratorProvider<GeminiOptions> {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "Gemini",
    label: "Google Gemini",
    url: "https://ai.google.dev/gemini-api/docs",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    working: true,
    needsAuth: true,
    keyHeader: "x-goog-api-key",
    keyVariable: "GEMINI_API_KEY",
    defaultModel: "gemini-2.5-flash",
    supports: {
      systemMessage: true,
      messageHistory: true,
      imageInput: true,
      fileInput: true,
      audioInput: true,
      tools: true,
      schema: true,
      reasoning: true,
      conversation: false,
      reasoningEffort: "unknown",
      temperature: true,
      topP: true,
      topK: true,
      maxTokens: true,
      stop: true,
      seed: true,
      presencePenalty: "unknown",
      frequencyPenalty: "unknown",
    },
    wire: "gemini",
    terminator: "finish",
    options: OPTIONS,
    aliases: ["google"],
  });

  readonly #settings: ProviderSettings;
  readonly #models: ModelLister;

  constructor(settings: ProviderSettings = {}) {
    super(settings);
    this.#settings = settings;
    this.#models = new ModelLister({
      settings,
      manifest: this.manifest,
      ask: ({ http }) => readModels(http, this.manifest.name),
    });
  }

  /** The models that can chat and that this key may use now; kept for five minutes. Rejects as a call would. */
  async listModels(options?: ListModelsOptions): Promise<readonly ModelInfo[]> {
    return await this.#models.list(options);
  }

  protected override async *generate(
    request: ProviderRequest<GeminiOptions>,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { name: provider } = this.manifest;
    checkKeyOwner(this.manifest, this.#settings);
    checkTools(request, { provider, name: /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/ });
    const path = `${pathOf(request.model, provider)}:streamGenerateContent`;
    const body = contentBody(request, provider);
    const response = await http.post(path, body, { query: { alt: "sse" } });
    const answer = new GeminiAnswer({
      provider,
      stop: request.stop,
      errorFrom: (said) => errorFrom(said, undefined, response.headers),
    });
    try {
      yield* events(response, answer, request.raw === true);
    } catch (error) {
      // Behind the finish reason there is nothing but usage: a break there takes nothing away.
      if (!answer.finished || !isBreak(error)) throw error;
    }
    yield* answer.end();
  }

  protected override classify(status: number | undefined, body: unknown): ErrorCode | undefined {
    return classify(status, body);
  }
}

function isBreak(error: unknown): boolean {
  return ProviderError.is(error) && (error.code === "network" || error.code === "protocol");
}

async function* events(
  response: HttpResponse,
  answer: GeminiAnswer,
  raw: boolean,
): AsyncGenerator<Chunk> {
  for await (const { event: kind, data } of sse(response.body)) {
    if (data === "" || kind === "ping") continue;
    const event = eventObject(data);
    if (raw) yield { type: "raw", data: event, text: data };
    // Not `yield*`: of a list it takes several turns for each element.
    for (const chunk of answer.read(event)) yield chunk;
    if (answer.finished) response.endWithin();
    if (answer.over) return;
  }
}

/** `models/x`, also for tuned models, which say what they are themselves. Each step is escaped. */
function pathOf(model: string, provider: string): string {
  if (model.split("/").some((step) => step === "" || step === "." || step === "..")) {
    const message = `${provider} has no model ${JSON.stringify(model.slice(0, 100))}`;
    throw new ProviderError("model_not_found", message, { provider });
  }
  const full = /^(?:models|tunedModels|publishers)\//.test(model) ? model : `models/${model}`;
  return full.split("/").map(encodeURIComponent).join("/");
}
