// https://platform.openai.com/docs/api-reference/chat
import { AsyncGeneratorProvider, fromBatches, ProviderError } from "@g4f/core";
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

import { manifestOf, type Host } from "./host.ts";
import { OPENAI_HOST } from "./hosts.ts";
import type { ChatOptions } from "./options.ts";

let chat: typeof import("./chat/call.ts") | undefined;

type ChatCall = typeof import("./chat/call.ts").chatCall;

/** A host that speaks OpenAI's chat-completions wire; which one, its row of data says. */
export class OpenAICompatible extends AsyncGeneratorProvider<ChatOptions> {
  /** The row of the class. */
  static readonly host: Host = OPENAI_HOST;

  /** The row of this instance. */
  readonly host: Host;
  readonly #settings: ProviderSettings;
  #models: Promise<ModelLister> | undefined;

  constructor(settings: ProviderSettings = {}) {
    const { host } = new.target;
    const { manifest } = new.target;
    super(settings, manifest);
    this.host = host;
    this.#settings = settings;
  }

  /** The models that the host offers this key now; kept for five minutes. Rejects as a call would. */
  async listModels(options?: ListModelsOptions): Promise<readonly ModelInfo[]> {
    this.#models ??= import("./models.ts").then(({ modelLister }) =>
      modelLister(this.#settings, this.manifest, this.host.modelsPath),
    );
    return await (await this.#models).list(options);
  }

  protected override generate(
    request: ProviderRequest<ChatOptions>,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { host, manifest } = this;
    checkAddress(host, context);
    const party = { host, manifest, settings: this.#settings };
    return fromBatches((chat?.chatCall ?? firstCall)(party, request, context));
  }
}

/** What only calls need is loaded with the first one. */
async function* firstCall(...call: Parameters<ChatCall>): AsyncGenerator<Batch, undefined> {
  chat = await import("./chat/call.ts");
  return yield* chat.chatCall(...call);
}

function checkAddress({ name, baseUrlExample }: Host, { baseUrl }: ProviderContext): void {
  if (baseUrl !== "") return;
  const like = baseUrlExample === undefined ? "" : `, such as ${baseUrlExample}`;
  const message = `${name} has no address of its own: pass baseUrl${like}`;
  throw new ProviderError("invalid_request", message, { provider: name });
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
