// https://docs.claude.com/en/api/messages-streaming
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
  TextEvent,
  TextTemplate,
  type ListModelsOptions,
} from "@g4f/core/kit";

import { AnthropicAnswer } from "./answer.ts";
import { messagesBody } from "./body.ts";
import { plainText } from "./event.ts";
import { readModels, VERSION } from "./models.ts";
import { OPTIONS, type AnthropicOptions } from "./options.ts";

/** Anthropic's messages API. */
export class Anthropic extends AsyncGeneratorProvider<AnthropicOptions> {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "Anthropic",
    url: "https://docs.claude.com/en/api/messages",
    baseUrl: "https://api.anthropic.com/v1",
    working: true,
    needsAuth: true,
    keyHeader: "x-api-key",
    keyVariable: "ANTHROPIC_API_KEY",
    defaultModel: "claude-sonnet-4-5",
    supports: {
      systemMessage: true,
      messageHistory: true,
      imageInput: true,
      fileInput: true,
      audioInput: false,
      tools: true,
      schema: "unknown",
      reasoning: true,
      conversation: false,
      reasoningEffort: "unknown",
      temperature: true,
      topP: true,
      topK: true,
      maxTokens: true,
      stop: true,
      seed: false,
      presencePenalty: false,
      frequencyPenalty: false,
    },
    wire: "anthropic-messages",
    terminator: "finish",
    options: OPTIONS,
    aliases: ["claude"],
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

  /** The models that this key may use now; kept for five minutes. Rejects as a call would. */
  async listModels(options?: ListModelsOptions): Promise<readonly ModelInfo[]> {
    return await this.#models.list(options);
  }

  protected override async *generate(
    request: ProviderRequest<AnthropicOptions>,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { name: provider } = this.manifest;
    checkKeyOwner(this.manifest, this.#settings);
    checkTools(request, { provider, name: /^[a-zA-Z0-9_-]{1,64}$/ });
    const asked = messagesBody(request, provider);
    yield* leftOut(request.messages, provider);
    const { body, headers } = await http.post("messages", asked, {
      headers: headersOf(request),
    });
    const answer = new AnthropicAnswer({
      provider,
      stop: request.stop,
      errorFrom: (said) => errorFrom(said, undefined, headers),
    });
    const template = new TextTemplate(plainText);
    const raw = request.raw === true;
    for await (const { event: kind, data } of sse(body)) {
      const text = answer.plain ? template.read(data) : undefined;
      if (text !== undefined) {
        if (raw) yield new TextEvent(data);
        yield text;
      } else if (data !== "" && kind !== "ping") {
        const event = eventObject(data);
        template.learn(data, event);
        if (raw) yield { type: "raw", data: event, text: data };
        // Not `yield*`: of a list it takes several turns for each element.
        for (const chunk of answer.read(event)) yield chunk;
        if (answer.over) break;
      }
    }
    yield* answer.stopped();
  }
}

function headersOf({ version, beta = [] }: AnthropicOptions): Readonly<Record<string, string>> {
  return {
    ...VERSION,
    ...(version === undefined ? {} : { "anthropic-version": version }),
    ...(beta.length === 0 ? {} : { "anthropic-beta": beta.join(",") }),
  };
}
