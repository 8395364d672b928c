import {
  AsyncGeneratorProvider,
  defineManifest,
  ProviderError,
  sse,
  type Chunk,
  type HttpResponse,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
} from "@g4f/core";

import { chatBody } from "./chat-body.ts";
import { ChatReader } from "./chat-reader.ts";

/** One event of the wire. */
export interface ReferenceEvent {
  readonly data: string;
  readonly event?: string;
}

/**
 * The correct provider that broken ones differ from in one thing each: the wire of OpenAI's chat
 * completions (https://platform.openai.com/docs/api-reference/chat) on core alone. Every step of a call
 * is a method of its own, so that a difference is one override.
 */
export class ReferenceProvider extends AsyncGeneratorProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "Reference",
    url: "https://reference.test",
    baseUrl: "https://api.reference.test/v1",
    working: true,
    needsAuth: true,
    defaultModel: "reference-1",
    models: { open: true, known: ["reference-1", "reference-1-mini"] },
    supports: {
      systemMessage: true,
      messageHistory: true,
      imageInput: false,
      fileInput: false,
      audioInput: false,
      tools: true,
      schema: true,
      reasoning: true,
      conversation: false,
      temperature: true,
      topP: true,
      topK: false,
      maxTokens: true,
      stop: true,
    },
    terminator: "finish",
  });

  protected override async *generate(
    request: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const response = await this.send(request, context);
    const reader = this.reader(context);
    try {
      for await (const event of this.events(response)) {
        if (this.isMarker(event)) return yield* reader.end(true);
        yield* reader.read(event);
        // Usage may follow the reason; a socket that stays open must not hold the answer back.
        if (reader.finished) response.endWithin();
      }
    } catch (error) {
      if (!reader.finished || !isBroken(error)) throw error;
    }
    yield* reader.end(false);
  }

  protected async send(request: ProviderRequest, { http }: ProviderContext): Promise<HttpResponse> {
    return await http.post("/chat/completions", this.body(request));
  }

  protected body(request: ProviderRequest): Record<string, unknown> {
    return chatBody(request);
  }

  protected events(response: HttpResponse): AsyncIterable<ReferenceEvent> {
    return sse(response.body, { marker: "[DONE]" });
  }

  protected isMarker({ data }: ReferenceEvent): boolean {
    return data === "[DONE]";
  }

  protected reader({ errorFrom }: ProviderContext): ChatReader {
    return new ChatReader(errorFrom);
  }
}

/** The connection broke: no matter once the answer is complete. */
function isBroken(error: unknown): boolean {
  return (
    ProviderError.is(error) && ["network", "protocol"].includes(error.code) && error.phase !== "end"
  );
}
