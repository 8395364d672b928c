import {
  AsyncGeneratorProvider,
  defineManifest,
  ndjson,
  sse,
  type Chunk,
  type HttpResponse,
  type ManifestInput,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
} from "@g4f/core";

/** The smallest correct providers of wires that differ from OpenAI's in framing or in what ends an answer. */
const FACTS = {
  url: "https://simple.test",
  baseUrl: "https://api.simple.test",
  working: true,
  needsAuth: true,
  defaultModel: "simple-1",
  supports: { tools: false, schema: false, imageInput: false, fileInput: false, audioInput: false },
} as const satisfies Partial<ManifestInput>;

abstract class Simple extends AsyncGeneratorProvider {
  protected async ask(
    path: string,
    { model, messages }: ProviderRequest,
    { http }: ProviderContext,
  ): Promise<HttpResponse> {
    return await http.post(path, { model, messages, stream: true });
  }
}

/** One event of the wire. */
export interface SimpleEvent {
  readonly data: string;
  readonly event?: string;
}

/** Text in events, and an exact `[DONE]` for an end. */
export class SseTextProvider extends Simple {
  static override readonly manifest: ProviderManifest = defineManifest({
    ...FACTS,
    name: "SseText",
    terminator: "done",
  });

  protected override async *generate(
    request: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const response = await this.ask("/chat", request, context);
    for await (const { event, data } of this.events(response)) {
      if (event === "error") throw context.errorFrom(JSON.parse(data));
      if (data === "[DONE]") return yield { type: "finish", reason: "unknown" };
      yield data;
    }
  }

  protected events({ body }: HttpResponse): AsyncIterable<SimpleEvent> {
    return sse(body, { marker: "[DONE]" });
  }
}

/** Nothing but text: only HTTP itself can prove the end. */
export class PlainTextProvider extends Simple {
  static override readonly manifest: ProviderManifest = defineManifest({
    ...FACTS,
    name: "PlainText",
    terminator: "eof",
  });

  protected override async *generate(
    request: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const response = await this.ask("/chat", request, context);
    yield* this.text(response);
  }

  protected async *text({ body }: HttpResponse): AsyncGenerator<Chunk> {
    const utf8 = new TextDecoder();
    for await (const bytes of body) yield utf8.decode(bytes, { stream: true });
    yield utf8.decode();
  }
}

/** One line of the wire. */
export interface Line {
  readonly error?: string;
  readonly done?: boolean;
  readonly message?: { readonly content?: string };
}

/** Ollama's chat as far as text goes. https://github.com/ollama/ollama/blob/main/docs/api.md */
export class NdjsonProvider extends Simple {
  static override readonly manifest: ProviderManifest = defineManifest({
    ...FACTS,
    name: "Ndjson",
    terminator: "finish",
  });

  protected override async *generate(
    request: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const response = await this.ask("/api/chat", request, context);
    for await (const line of this.lines(response)) {
      if (line.error !== undefined) throw context.errorFrom(line);
      yield line.message?.content ?? "";
      if (line.done === true) return yield { type: "finish", reason: "stop" };
    }
  }

  protected lines({ body }: HttpResponse): AsyncIterable<Line> {
    return ndjson(body) as AsyncGenerator<Line>;
  }
}
