import type { ScaffoldNames } from "./names.ts";

/** A provider for events of server-sent events. */
export function sseProvider(names: ScaffoldNames): string {
  return lineProvider(names, {
    mediaType: "text/event-stream",
    loop: `for await (const { data } of sse(response.body)) {
      if (data === "") continue;
      const event = parseJson(data) as Event;`,
    imports: ["parseJson", "sse"],
  });
}

/** A provider for events that are one JSON document a line. */
export function ndjsonProvider(names: ScaffoldNames): string {
  return lineProvider(names, {
    mediaType: "application/x-ndjson",
    loop: `for await (const value of ndjson(response.body)) {
      const event = value as Event;`,
    imports: ["ndjson"],
  });
}

interface Reading {
  readonly mediaType: string;
  readonly loop: string;
  readonly imports: readonly string[];
}

function lineProvider(names: ScaffoldNames, { mediaType, loop, imports }: Reading): string {
  return `${header(["AsyncGeneratorProvider", "defineManifest", ...imports, "ProviderError", "textOf"])}

/** What the upstream sends: one of these an event. */
interface Event {
  readonly text?: unknown;
  readonly finish?: unknown;
  readonly error?: unknown;
}

${manifest(names)}

  protected override async *generate(
    request: ProviderRequest,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const response = await http.post("/chat", {
      model: request.model,
      messages: request.messages.map(({ role, content }) => ({ role, text: textOf(content) })),
    });
    await response.body.expect(["${mediaType}"]);
    ${loop}
      // Read what you know and nothing else: what is missing or odd must not become text.
      if (event?.error !== undefined) throw errorFrom({ error: event.error });
      if (typeof event?.finish === "string") {
        return yield { type: "finish", reason: FINISH[event.finish] ?? "unknown" };
      }
      if (typeof event?.text === "string") yield event.text;
      else throw new ProviderError("protocol", "an event without text, finish or error");
    }
    // No finish was read: core reports the answer as truncated.
  }
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  "content-filter": "content-filter",
};
`;
}

const CHAT_HELPERS = `/** Read what you know and nothing else: what is no object is no event. */
function eventOf(data: string): Event {
  const value = parseJson(data);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new ProviderError("protocol", "an event that is no object");
}

function usageOf(usage: NonNullable<Event["usage"]>): Chunk {
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = usage;
  return { type: "usage", inputTokens, outputTokens, exact: true };
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  content_filter: "content-filter",
};
`;

/** A provider for the wire of OpenAI's chat completions. */
export function openaiProvider(names: ScaffoldNames): string {
  return `${header(["AsyncGeneratorProvider", "defineManifest", "parseJson", "ProviderError", "sse", "textOf"])}

/** What is read of an event; see https://platform.openai.com/docs/api-reference/chat-streaming. */
interface Event {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: unknown };
    readonly finish_reason?: unknown;
  }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
  readonly error?: unknown;
}

${manifest(names)}

  protected override async *generate(
    request: ProviderRequest,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const response = await http.post("/chat/completions", {
      model: request.model,
      messages: request.messages.map(({ role, content }) => ({ role, content: textOf(content) })),
      stream: true,
      stream_options: { include_usage: true },
    });
    await response.body.expect(["text/event-stream"]);
    let reason: FinishReason | undefined;
    let done = false;
    try {
      for await (const { data } of sse(response.body, { marker: "[DONE]" })) {
        done = data === "[DONE]";
        if (done) break;
        if (data === "") continue;
        const event = eventOf(data);
        if (event.error !== undefined) throw errorFrom({ error: event.error });
        const choice = event.choices?.[0];
        // What comes behind the reason is no part of the answer.
        const text = reason === undefined ? choice?.delta?.content : undefined;
        if (typeof text === "string") yield text;
        if (typeof choice?.finish_reason === "string") {
          reason = FINISH[choice.finish_reason] ?? "unknown";
          // Only usage may follow; a connection that stays open must not hold the answer back.
          response.endWithin();
        }
        if (event.usage) yield usageOf(event.usage);
      }
    } catch (error) {
      // The answer was complete: how the connection ends is no matter any more.
      if (reason === undefined || !ProviderError.is(error)) throw error;
    }
    // Without a reason nothing proves the end: core reports the answer as truncated.
    if (reason === undefined) return;
    if (!done) yield { type: "warning", message: "the stream ended without [DONE]" };
    yield { type: "finish", reason };
  }
}

${CHAT_HELPERS}`;
}

/** A provider without an upstream. */
export function wirelessProvider({ provider, className }: ScaffoldNames): string {
  return `${header(["AsyncGeneratorProvider", "defineManifest", "getLastUserMessage"])}

/** Says again what it was told, word by word: put your own program here. */
export class ${className} extends AsyncGeneratorProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "${provider}",
    url: "https://${provider}.example",
    working: true,
    ${SUPPORTS}
  });

  protected override async *generate(
    request: ProviderRequest,
    { signal }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    for (const word of getLastUserMessage(request.messages).split(/(?<=\\s)/)) {
      signal.throwIfAborted();
      yield word;
    }
    yield { type: "finish", reason: "stop" };
  }
}
`.replaceAll("  type FinishReason,\n", "");
}

const SUPPORTS = `// What is not supported is refused before anything is sent.
    supports: {
      systemMessage: true,
      messageHistory: true,
      imageInput: false,
      fileInput: false,
      audioInput: false,
      tools: false,
      schema: false,
      reasoning: false,
      conversation: false,
      reasoningEffort: false,
      temperature: false,
      topP: false,
      topK: false,
      maxTokens: false,
      stop: false,
      seed: false,
      presencePenalty: false,
      frequencyPenalty: false,
    },`;

function header(values: readonly string[]): string {
  return `import {
${values.map((value) => `  ${value},`).join("\n")}
  type Chunk,
  type FinishReason,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
} from "@g4f/core";`;
}

function manifest({ provider, className }: ScaffoldNames): string {
  return `/** ${className}: say here what it is, and link its API reference. */
export class ${className} extends AsyncGeneratorProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "${provider}",
    url: "https://${provider}.example",
    baseUrl: "https://api.${provider}.example/v1",
    working: true,
    needsAuth: true,
    defaultModel: "${provider}-1",
    ${SUPPORTS}
  });`;
}
