// https://docs.ollama.com/api
import { AsyncGeneratorProvider, defineManifest, ndjsonLines, ProviderError } from "@g4f/core";
import type {
  Chunk,
  ModelInfo,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
} from "@g4f/core";
import { checkTools, leftOut, ModelLister, type ListModelsOptions } from "@g4f/core/kit";

import { OllamaAnswer } from "./answer.ts";
import { chatBody } from "./body.ts";
import type { OllamaEvent } from "./event.ts";
import { readModels } from "./models.ts";
import { OPTIONS, type OllamaOptions } from "./options.ts";
import { PullCall, type PullOptions, type PullProgress } from "./pull.ts";

const LOCAL = "http://127.0.0.1:11434";

/** A local Ollama, through its own API; or its cloud, with a key and `baseUrl`. */
export class Ollama extends AsyncGeneratorProvider<OllamaOptions> {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "Ollama",
    url: "https://docs.ollama.com/api",
    baseUrl: LOCAL,
    working: true,
    auth: ["key"],
    keyVariable: "OLLAMA_API_KEY",
    supports: {
      systemMessage: true,
      messageHistory: true,
      imageInput: "unknown",
      fileInput: false,
      audioInput: false,
      tools: "unknown",
      schema: true,
      reasoning: "unknown",
      conversation: false,
      reasoningEffort: "unknown",
      temperature: true,
      topP: true,
      topK: true,
      maxTokens: true,
      stop: true,
      seed: true,
      presencePenalty: true,
      frequencyPenalty: true,
    },
    wire: "ollama-chat",
    terminator: "finish",
    options: OPTIONS,
    local: { baseUrl: LOCAL, probe: "/api/version" },
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
        readModels(await (await http.get("api/tags")).json(), this.manifest.name),
    });
  }

  /** The models on the server's disk; kept for five minutes. Rejects as a call would. */
  async listModels(options?: ListModelsOptions): Promise<readonly ModelInfo[]> {
    return await this.#models.list(options);
  }

  /** Loads a model onto the server's disk, and tells how far it has come. Throws as a call would. */
  pull(model: string, { signal }: PullOptions = {}): AsyncGenerator<PullProgress> {
    return new PullCall(this.#settings, this.manifest).run(model, signal);
  }

  protected override async *generate(
    request: ProviderRequest<OllamaOptions>,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { name: provider } = this.manifest;
    checkRequest(request, provider);
    const asked = chatBody(request, provider);
    yield* leftOut(request.messages, provider);
    const { body, headers } = await http.post("api/chat", asked);
    const answer = new OllamaAnswer({
      provider,
      stop: request.stop,
      errorFrom: (said) => errorFrom(said, undefined, headers),
    });
    for await (const { value, text } of ndjsonLines(body)) {
      const event = eventOf(value, provider);
      if (request.raw === true) yield { type: "raw", data: event, text };
      // Not `yield*`: of a list it takes several turns for each element.
      for (const chunk of answer.read(event)) yield chunk;
      if (answer.over) break;
    }
    yield* answer.stopped();
  }
}

/** There is no default: which models there are, only the server knows. */
function checkRequest(request: ProviderRequest<OllamaOptions>, provider: string): void {
  checkTools(request, { provider, name: /^[a-zA-Z0-9_.-]{1,128}$/ });
  const { toolChoice, model } = request;
  if (model === "") {
    const message = `${provider} needs a model: pass model; listModels() tells which there are`;
    throw new ProviderError("invalid_request", message, { provider });
  }
  if (toolChoice === "required" || typeof toolChoice === "object") {
    const message = `${provider} cannot be made to call a tool; toolChoice may be auto or none`;
    throw new ProviderError("not_supported", message, { provider });
  }
}

function eventOf(line: unknown, provider: string): OllamaEvent {
  if (typeof line === "object" && line !== null && !Array.isArray(line)) return line;
  throw new ProviderError("protocol", `${provider} sent a line that is no JSON object`, {
    provider,
    phase: "stream",
  });
}
