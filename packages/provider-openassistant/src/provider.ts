// The wire, as it was recorded: https://github.com/LAION-AI/Open-Assistant (inference/server, website).
import { AsyncGeneratorProvider, defineManifest, ProviderError } from "@g4f/core";
import type {
  CallRequest,
  Chunk,
  ErrorCode,
  ModelInfo,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
  ProviderStream,
} from "@g4f/core";

import { Answer } from "./answer.ts";
import { ChatClient } from "./api/chat-client.ts";
import { classify } from "./api/classify.ts";
import { request as sendRequest } from "./api/exchange.ts";
import { ROUTES } from "./api/routes.ts";
import { assistantMessage } from "./assistant-message.ts";
import { readConversation, type OpenAssistantConversation } from "./conversation.ts";
import { KNOWN_MODELS } from "./known-models.ts";
import { ModelLister } from "./list-models.ts";
import { OPTIONS, type OpenAssistantOptions } from "./options.ts";
import { promptOf } from "./prompt.ts";
import { SAMPLING } from "./sampling.ts";
import {
  apiOf,
  coreSettings,
  withDefaults,
  type ApiName,
  type OpenAssistantSettings,
} from "./settings.ts";

/**
 * Open Assistant's chat, on any server that speaks its protocol: the website's API or the inference
 * server's. The service itself is gone, so a call needs a `baseUrl`. Each call makes a chat of its own
 * and deletes it at the end, whatever the end; see `keepChat`.
 */
export class OpenAssistant extends AsyncGeneratorProvider<OpenAssistantOptions> {
  static override readonly manifest: ProviderManifest = defineManifest({
    contract: 1,
    name: "OpenAssistant",
    label: "Open Assistant",
    url: "https://open-assistant.io/chat",
    baseUrl: "https://open-assistant.io",
    working: false,
    deprecated: {
      since: "2023-10-25",
      reason: "the project was declared complete and its chat service was shut down",
    },
    needsAuth: true,
    auth: ["cookies", "key"],
    defaultModel: "OA_SFT_Llama_30B_6",
    models: { open: true, known: KNOWN_MODELS },
    supports: {
      systemMessage: true,
      messageHistory: true,
      temperature: true,
      topP: true,
      topK: true,
      maxTokens: true,
      imageInput: false,
      fileInput: false,
      audioInput: false,
      tools: false,
      schema: false,
      reasoningEffort: false,
      stop: false,
      seed: false,
      presencePenalty: false,
      frequencyPenalty: false,
    },
    terminator: "finish",
    options: OPTIONS,
    aliases: ["open-assistant"],
  });

  readonly #settings: OpenAssistantSettings;
  readonly #core: ProviderSettings;
  readonly #api: ApiName;

  /** @throws TypeError where `api` is no server, or does not go with `trustedClient`. */
  constructor(settings: OpenAssistantSettings = {}) {
    const api = apiOf(settings);
    const core = coreSettings(settings);
    super(core);
    this.#settings = Object.freeze({ ...settings });
    this.#core = core;
    this.#api = api;
  }

  /** One call; what the request leaves open the options of the instance say. */
  override createAsyncGenerator(request: CallRequest<OpenAssistantOptions>): ProviderStream {
    const isObject = typeof request === "object" && request !== null;
    return super.createAsyncGenerator(isObject ? withDefaults(this.#settings, request) : request);
  }

  /**
   * The models that the server offers now, in its order, with the limits where they are known.
   * Rejects with a `ProviderError`, as a call would.
   */
  async listModels(options: { readonly signal?: AbortSignal } = {}): Promise<readonly ModelInfo[]> {
    const lister = new ModelLister({
      settings: this.#core,
      manifest: this.manifest,
      route: ROUTES[this.#api].models(),
      // The inference server tells anybody.
      check: async (context) => {
        if (this.#api === "website") await this.#requireAuth(context);
      },
      classify: (status, body) => this.classify(status, body),
    });
    return await lister.list(options.signal);
  }

  protected override async *generate(
    request: ProviderRequest<OpenAssistantOptions>,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const continued = readConversation(request.conversation);
    const { content, systemPrompt } = promptOf(request, continued !== undefined);
    const config = this.#settings.samplingConfig ?? SAMPLING;
    const assistant = assistantMessage(request, config, systemPrompt);
    await this.#requireAuth(context);
    const client = new ChatClient(context, {
      routes: ROUTES[this.#api],
      trusted: this.#settings.trustedClient !== undefined,
    });
    const keep = request.keepChat ?? continued !== undefined;
    const chatId = continued?.chatId ?? (await client.createChat());
    let handedOut = continued !== undefined;
    context.defer(async ({ http }) => {
      // A chat that nobody can come back to is not kept.
      if (keep && handedOut) return;
      await sendRequest(http, ROUTES[this.#api].deleteChat(chatId));
    });
    const parent_id = await client.addPrompterMessage(chatId, {
      content,
      parent_id: continued?.parentId ?? null,
    });
    const messageId = await client.addAssistantMessage(chatId, { parent_id, ...assistant });
    const conversation: OpenAssistantConversation = { chatId, parentId: messageId };
    const answer = new Answer({
      events: () => client.events(chatId, messageId),
      message: () => client.message(chatId, messageId),
      errorFrom: context.errorFrom,
      raw: request.raw === true,
    });
    let told = !keep;
    for await (const chunk of answer.chunks()) {
      if (!told && tellsOfAnswer(chunk)) {
        told = true;
        handedOut = true;
        yield { type: "conversation", conversation };
      }
      yield chunk;
    }
  }

  protected override classify(status: number | undefined, body: unknown): ErrorCode | undefined {
    return classify(status, body);
  }

  /** A server always wants to know who calls: without anything to say that, nothing is sent. */
  async #requireAuth({ cookies, baseUrl }: ProviderContext): Promise<void> {
    const { apiKey, credentials, headers, trustedClient } = this.#settings;
    const website = this.#api === "website";
    if (website && Object.keys(cookies).length > 0) return;
    if ([apiKey, headers, trustedClient].some((given) => given !== undefined)) return;
    const { name } = this.manifest;
    if ((await credentials?.get(name, new URL(baseUrl).origin)) !== undefined) return;
    const what = website
      ? "the cookies of a signed-in session: pass cookies, or set them for the server's domain"
      : "apiKey or trustedClient: pass one to the instance";
    throw new ProviderError("auth", `${name} needs ${what}`, { provider: name });
  }
}

/** From here on the server has begun to answer; what comes before must not pass for progress. */
function tellsOfAnswer(chunk: Chunk): boolean {
  if (typeof chunk === "string") return chunk !== "";
  return chunk.type === "finish" || chunk.type === "custom";
}
