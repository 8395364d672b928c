import { ProviderError, type Chunk, type FinishReason, type UsagePart } from "@g4f/core";
import { countOf, fromBase64, keepState, TextPipe, ToolCalls, usagePart } from "@g4f/core/kit";

import type { GeminiCall, GeminiCandidate, GeminiEvent, GeminiPart, GeminiUsage } from "./event.ts";
import { finishReason } from "./finish-reason.ts";
import { PartialArgs } from "./partial-args.ts";

/** What the answer of one call is read with. */
export interface AnswerSetup {
  readonly provider: string;
  readonly stop?: string | readonly string[] | undefined;
  /** The error that an event tells of. */
  readonly errorFrom: (body: unknown) => ProviderError;
}

interface OpenCall {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly args: PartialArgs;
  signature: string | undefined;
}

/** What the events of a generateContent stream amount to. A finish reason is the end; usage may follow. */
export class GeminiAnswer {
  readonly pipe: TextPipe;
  readonly #setup: AnswerSetup;
  readonly #calls = new ToolCalls();
  readonly #sources = new Set<string>();
  #open: OpenCall | undefined;
  #made = 0;
  #usage: GeminiUsage | undefined;
  #reason: FinishReason | undefined;

  constructor(setup: AnswerSetup) {
    this.#setup = setup;
    this.pipe = new TextPipe(false, setup.stop);
  }

  /** Whether nothing that belongs to the answer can follow. */
  get over(): boolean {
    return this.pipe.stopped;
  }

  /** Whether the wire has said why the answer ends: usage may follow. */
  get finished(): boolean {
    return this.#reason !== undefined;
  }

  /** @throws ProviderError as the event tells. */
  read(event: GeminiEvent): Chunk[] {
    if (event.error !== undefined) throw this.#setup.errorFrom(event);
    const { blockReason, blockReasonMessage } = event.promptFeedback ?? {};
    if (blockReason !== undefined) throw this.#blocked(blockReason, blockReasonMessage);
    this.#usage = event.usageMetadata ?? this.#usage;
    return (event.candidates ?? [])
      .filter(({ index = 0 }) => index === 0)
      .flatMap((candidate) => this.#candidate(candidate));
  }

  /** What is left to tell at the end; nothing where the wire has not said that it is one. */
  end(): Chunk[] {
    const reason = this.pipe.stopped ? "stop" : this.#reason;
    if (reason === undefined) return [];
    const usage = this.#usage === undefined ? [] : [usageOf(this.#usage)];
    return [...usage, { type: "finish", reason }];
  }

  #candidate(candidate: GeminiCandidate): Chunk[] {
    // Behind the reason nothing belongs to the answer any more.
    if (this.#reason !== undefined) return [];
    const { content, finishReason: said, finishMessage, groundingMetadata } = candidate;
    const chunks = (content?.parts ?? []).flatMap((part) => this.#part(part));
    chunks.push(...this.#grounding(groundingMetadata?.groundingChunks));
    if (said === undefined) return chunks;
    const reason = finishReason(said, finishMessage, this.#setup.provider);
    if (this.#open !== undefined && reason !== "stop") throw this.#half();
    chunks.push(...this.pipe.end(), ...this.#closeOpen(), ...this.#calls.close());
    // Only now: what is wrong with the answer itself must not pass for something behind its end.
    this.#reason = reason === "stop" && this.#calls.any ? "tool-calls" : reason;
    return chunks;
  }

  #part(part: GeminiPart): Chunk[] {
    const { functionCall, thoughtSignature: signature } = part;
    if (functionCall !== undefined) return this.#call(functionCall, signature);
    if (part.thought === true) return this.#thought(part.text ?? "");
    if (part.inlineData !== undefined || part.fileData !== undefined) return fileOf(part);
    if (part.text !== undefined) return this.#text(part.text, signature);
    const [name, data] = Object.entries(part)[0] ?? [];
    return name === undefined || name === "thoughtSignature"
      ? []
      : [{ type: "custom", name, data }];
  }

  #text(text: string, signature: string | undefined): Chunk[] {
    const chunks = this.pipe.push(text);
    if (signature === undefined) return chunks;
    const state = keepState(this.#setup.provider, signature);
    // The signature belongs to what was said last; nothing more of that is kept back.
    return [...chunks, { type: "text", text: "", state }];
  }

  #thought(text: string): Chunk[] {
    return text === "" ? [] : [{ type: "reasoning", text }];
  }

  #call(call: GeminiCall, signature: string | undefined): Chunk[] {
    const { name, id, args, partialArgs = [], willContinue = false } = call;
    if (name !== undefined && !willContinue && partialArgs.length === 0) {
      return [...this.#closeOpen(), ...this.#whole(name, id, args ?? {}, signature)];
    }
    const begun = name === undefined ? [] : this.#closeOpen();
    this.#open ??= { name, id, args: new PartialArgs(), signature };
    this.#open.signature ??= signature;
    for (const piece of partialArgs) this.#open.args.add(piece);
    return willContinue ? begun : [...begun, ...this.#closeOpen()];
  }

  #closeOpen(): Chunk[] {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return [];
    return this.#whole(open.name, open.id, open.args.toJson(), open.signature);
  }

  #whole(
    name: string | undefined,
    id: string | undefined,
    args: unknown,
    signature: string | undefined,
  ): Chunk[] {
    const key = this.#made++;
    const state =
      signature === undefined ? {} : { state: keepState(this.#setup.provider, signature) };
    const deltas = this.#calls.add({ key, id, name, arguments: args, ...state });
    return [...deltas, ...this.#calls.close(key)];
  }

  #grounding(chunks: unknown): Chunk[] {
    return (Array.isArray(chunks) ? (chunks as readonly unknown[]) : []).flatMap(
      (chunk): Chunk[] => {
        const { uri: url, title } = Object(Reflect.get(Object(chunk), "web")) as Readonly<
          Record<string, unknown>
        >;
        if (typeof url !== "string" || this.#sources.has(url)) return [];
        this.#sources.add(url);
        return [{ type: "source", url, ...(typeof title === "string" ? { title } : {}) }];
      },
    );
  }

  #blocked(reason: string, words = ""): ProviderError {
    const { provider } = this.#setup;
    const message = `${provider} blocked the prompt: ${reason.slice(0, 60)}${words === "" ? "" : `: ${words.slice(0, 300)}`}`;
    return new ProviderError("content_filter", message, { provider, phase: "first_event" });
  }

  #half(): ProviderError {
    const message = "the answer was cut inside the arguments of a call; raise maxTokens";
    return new ProviderError("protocol", message, { phase: "end" });
  }
}

function fileOf({ inlineData, fileData }: GeminiPart): Chunk[] {
  const mediaType = (inlineData ?? fileData)?.mimeType ?? "application/octet-stream";
  if (inlineData?.data !== undefined) {
    return [{ type: "file", mediaType, data: fromBase64(inlineData.data) }];
  }
  const url = fileData?.fileUri;
  return url === undefined ? [] : [{ type: "file", mediaType, url }];
}

/** Thoughts are counted apart from the other output, prompts of tools apart from the other input. */
function usageOf(usage: GeminiUsage): UsagePart {
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount: reasoning } = usage;
  const said = countOf(candidatesTokenCount) ?? 0;
  const input = countOf(promptTokenCount);
  return usagePart({
    input: input === undefined ? undefined : input + (countOf(usage.toolUsePromptTokenCount) ?? 0),
    output: said + (countOf(reasoning) ?? 0),
    total: usage.totalTokenCount,
    cached: usage.cachedContentTokenCount,
    reasoning,
  });
}
