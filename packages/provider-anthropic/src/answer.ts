import type { Chunk, FinishReason, ProviderError, UsagePart } from "@g4f/core";
import { countOf, keepState, TextPipe, ToolCalls, usagePart } from "@g4f/core/kit";

import type { AnthropicBlock, AnthropicDelta, AnthropicEvent, AnthropicUsage } from "./event.ts";

/** What the answer of one call is read with. */
export interface AnswerSetup {
  readonly provider: string;
  readonly stop?: string | readonly string[] | undefined;
  /** The error that an event tells of. */
  readonly errorFrom: (body: unknown) => ProviderError;
}

const REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool-calls",
  refusal: "content-filter",
};

interface OpenBlock {
  readonly block: AnthropicBlock;
  signature: string;
  /** Pieces of the input of a tool that runs upstream. */
  json: string;
}

/** What the events of a messages stream amount to. `message_stop` alone is an end. */
export class AnthropicAnswer {
  readonly pipe: TextPipe;
  readonly #setup: AnswerSetup;
  readonly #calls = new ToolCalls();
  readonly #blocks = new Map<number, OpenBlock>();
  readonly #sources = new Set<string>();
  #usage: AnthropicUsage = {};
  #stopReason: string | undefined;
  #over = false;

  constructor(setup: AnswerSetup) {
    this.#setup = setup;
    this.pipe = new TextPipe(false, setup.stop);
  }

  /** Whether the answer has ended. */
  get over(): boolean {
    return this.#over || this.pipe.stopped;
  }

  /** Whether the wire has said why the answer ends; `message_stop` has still to come. */
  get finished(): boolean {
    return this.#stopReason !== undefined;
  }

  /** Whether text can be handed out as it comes. */
  get plain(): boolean {
    return this.pipe.plain && !this.finished;
  }

  /** @throws ProviderError as the event tells. */
  // oxlint-disable-next-line complexity -- one case for each type of event, and nothing else
  read(event: AnthropicEvent): Chunk[] {
    // Behind the reason nothing belongs to the answer any more.
    if (this.finished && event.type?.startsWith("content_block") === true) return [];
    switch (event.type ?? "") {
      case "content_block_delta":
        return this.#delta(event.index ?? 0, event.delta ?? {});
      case "content_block_start":
        return this.#start(event.index ?? 0, event.content_block ?? {});
      case "content_block_stop":
        return this.#stop(event.index ?? 0);
      case "message_start":
        return this.#count(event.message?.usage);
      case "message_delta":
        this.#stopReason = event.delta?.stop_reason ?? this.#stopReason;
        this.#usage = merged(this.#usage, event.usage);
        return [];
      case "message_stop":
        return this.#end();
      case "error":
        throw this.#setup.errorFrom(event);
      default:
        return [];
    }
  }

  /** The end of an answer that a stop sequence cut. */
  stopped(): Chunk[] {
    return this.pipe.stopped ? [{ type: "finish", reason: "stop" }] : [];
  }

  /** What is counted so far, so that a call which is left early has it. */
  #count(usage: AnthropicUsage | null | undefined): Chunk[] {
    this.#usage = merged(this.#usage, usage);
    return [usageOf(this.#usage)];
  }

  #start(index: number, block: AnthropicBlock): Chunk[] {
    this.#blocks.set(index, { block, signature: "", json: "" });
    if (block.type === "tool_use") {
      const { id, name, input } = block;
      const whole = Object.keys(Object(input)).length === 0 ? undefined : input;
      return this.#calls.add({ key: index, id, name, arguments: whole });
    }
    if (block.type === "thinking") return thought(index, block.thinking);
    return block.type === "text" ? this.pipe.push(block.text ?? "") : [];
  }

  #delta(index: number, delta: AnthropicDelta): Chunk[] {
    switch (delta.type ?? "") {
      case "text_delta":
        return this.pipe.push(delta.text ?? "");
      case "thinking_delta":
        return thought(index, delta.thinking);
      case "input_json_delta":
        return this.#input(index, delta.partial_json ?? "");
      case "signature_delta": {
        const open = this.#blocks.get(index);
        if (open !== undefined) open.signature += delta.signature ?? "";
        return [];
      }
      case "citations_delta":
        return this.#source(delta.citation);
      default:
        return [];
    }
  }

  #input(index: number, json: string): Chunk[] {
    const open = this.#blocks.get(index);
    if (open?.block.type === "tool_use") return this.#calls.add({ key: index, arguments: json });
    if (open !== undefined) open.json += json;
    return [];
  }

  #stop(index: number): Chunk[] {
    const open = this.#blocks.get(index);
    this.#blocks.delete(index);
    if (open === undefined) return [];
    const { block, signature, json } = open;
    switch (block.type ?? "") {
      case "text":
        return [];
      case "tool_use":
        return this.#calls.close(index);
      case "thinking":
        return signature === "" ? [] : [this.#state(index, { signature })];
      case "redacted_thinking":
        return [this.#state(index, { data: block.data })];
      default:
        return [...this.#results(block.content), upstreamTool(block, json)];
    }
  }

  #state(block: number, data: object): Chunk {
    return { type: "reasoning", text: "", block, state: keepState(this.#setup.provider, data) };
  }

  /** What a search or fetch that ran upstream found. */
  #results(content: unknown): Chunk[] {
    return [content].flat().flatMap((result) => this.#source(result));
  }

  #source(cited: unknown): Chunk[] {
    const { url, title } = Object(cited) as Readonly<Record<string, unknown>>;
    if (typeof url !== "string" || this.#sources.has(url)) return [];
    this.#sources.add(url);
    return [{ type: "source", url, ...(typeof title === "string" ? { title } : {}) }];
  }

  #end(): Chunk[] {
    this.#over = true;
    const said = this.#stopReason ?? "";
    const reason = Object.hasOwn(REASONS, said) ? (REASONS[said] ?? "unknown") : "unknown";
    return [
      ...this.pipe.end(),
      ...this.#calls.end(reason === "length"),
      usageOf(this.#usage),
      { type: "finish", reason },
    ];
  }
}

function thought(block: number, text = ""): Chunk[] {
  return text === "" ? [] : [{ type: "reasoning", text, block }];
}

/** A tool that ran upstream, or its result, as it came. */
function upstreamTool(block: AnthropicBlock, json: string): Chunk {
  const data = json === "" ? block : { ...block, input: parsed(json) };
  return { type: "custom", name: block.type ?? "block", data };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** Later counts replace earlier ones; what they leave out stays. */
function merged(before: AnthropicUsage, after: AnthropicUsage | null | undefined): AnthropicUsage {
  const counted = Object.entries(after ?? {}).filter(([, value]) => typeof value === "number");
  return { ...before, ...Object.fromEntries(counted) };
}

/** The wire counts what came from and went into a cache apart from the other input. */
function usageOf(usage: AnthropicUsage): UsagePart {
  const {
    input_tokens,
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: kept,
  } = usage;
  const input = countOf(input_tokens);
  return usagePart({
    input: input === undefined ? undefined : input + (countOf(cached) ?? 0) + (countOf(kept) ?? 0),
    output: usage.output_tokens,
    cached,
  });
}
