// https://platform.openai.com/docs/api-reference/chat
import { AsyncGeneratorProvider, ProviderError, sse } from "@g4f/core";
import type {
  Chunk,
  HttpResponse,
  ModelInfo,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
} from "@g4f/core";
import { checkKeyOwner, checkTools, leftOut, ModelLister, TextTemplate } from "@g4f/core/kit";
import type { ListModelsOptions } from "@g4f/core/kit";

import { chatEvent, ChatAnswer } from "./chat/answer.ts";
import { chatBody } from "./chat/body.ts";
import { plainText } from "./chat/event.ts";
import { manifestOf, type Host } from "./host.ts";
import { OPENAI_HOST } from "./hosts.ts";
import { readModels } from "./models.ts";
import type { ChatOptions } from "./options.ts";

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** A host that speaks OpenAI's chat-completions wire; which one, its row of data says. */
export class OpenAICompatible extends AsyncGeneratorProvider<ChatOptions> {
  /** The row of the class. */
  static readonly host: Host = OPENAI_HOST;

  /** The row of this instance. */
  readonly host: Host;
  readonly #settings: ProviderSettings;
  readonly #models: ModelLister;

  constructor(settings: ProviderSettings = {}) {
    const { host } = new.target;
    const { manifest } = new.target;
    super(settings, manifest);
    this.host = host;
    this.#settings = settings;
    this.#models = new ModelLister({
      settings,
      manifest: this.manifest,
      ask: async ({ http }) =>
        readModels(await (await http.get(host.modelsPath ?? "models")).json(), host.name),
    });
  }

  /** The models that the host offers this key now; kept for five minutes. Rejects as a call would. */
  async listModels(options?: ListModelsOptions): Promise<readonly ModelInfo[]> {
    return await this.#models.list(options);
  }

  protected override async *generate(
    request: ProviderRequest<ChatOptions>,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { host } = this;
    checkAddress(host, context);
    checkKeyOwner(this.manifest, this.#settings);
    checkLogprobs(request, host);
    checkTools(request, { provider: host.name, name: TOOL_NAME });
    const body = chatBody(request, host);
    yield* leftOut(request.messages, host.name);
    const response = await context.http.post("chat/completions", body);
    const answer = new ChatAnswer({
      host,
      stop: request.stop,
      errorFrom: (said) => context.errorFrom(said, undefined, response.headers),
    });
    try {
      yield* events(response, answer, request.raw === true);
    } catch (error) {
      // Behind the finish reason there is nothing but usage: a break there takes nothing away.
      if (!answer.finished || !isBreak(error)) throw error;
    }
    yield* answer.end();
  }
}

/** Reads events until the answer is over. One that differs from others in its text alone is not parsed. */
async function* events(
  response: HttpResponse,
  answer: ChatAnswer,
  raw: boolean,
): AsyncGenerator<Chunk> {
  const template = new TextTemplate(plainText);
  for await (const { event: name, data } of sse(response.body, { marker: "[DONE]" })) {
    const text = raw ? undefined : template.read(data);
    if (text !== undefined && answer.plain) {
      yield text;
      continue;
    }
    if (text !== undefined) yield* answer.push(text);
    else if (data === "[DONE]") answer.done();
    else if (data !== "" && name !== "ping") {
      const event = chatEvent(data, name);
      template.learn(data, event);
      if (raw) yield { type: "raw", data: event };
      yield* answer.read(event);
      if (answer.finished) response.endWithin();
    }
    if (answer.over) return;
  }
}

function checkAddress({ name, baseUrlExample }: Host, { baseUrl }: ProviderContext): void {
  if (baseUrl !== "") return;
  const like = baseUrlExample === undefined ? "" : `, such as ${baseUrlExample}`;
  const message = `${name} has no address of its own: pass baseUrl${like}`;
  throw new ProviderError("invalid_request", message, { provider: name });
}

function checkLogprobs({ topLogprobs }: ChatOptions, { name, logprobs }: Host): void {
  if (topLogprobs === undefined || logprobs !== false) return;
  const message = `${name} does not support the option topLogprobs; leave it out`;
  throw new ProviderError("not_supported", message, { provider: name });
}

function isBreak(error: unknown): boolean {
  return ProviderError.is(error) && (error.code === "network" || error.code === "protocol");
}

/** OpenAI's chat completions. */
export class OpenAI extends OpenAICompatible {
  static override readonly host: Host = OPENAI_HOST;
  static override readonly manifest: ProviderManifest = manifestOf(OPENAI_HOST);
}

/**
 * The class of a host that speaks the chat-completions wire: `name` and `baseUrl` are enough. To be
 * registered, or made with a key: `new (openaiCompatible({ name, baseUrl }))({ apiKey })`.
 * @throws TypeError where the row contradicts itself.
 */
export function openaiCompatible(host: Host): typeof OpenAICompatible {
  const row: Host = Object.freeze({ ...host });
  return class extends OpenAICompatible {
    static override readonly host: Host = row;
    static override readonly manifest: ProviderManifest = manifestOf(row);
  };
}
