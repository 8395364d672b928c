import type { Chunk, FinishReason, ProviderError, UsagePart } from "@g4f/core";
import { fromBase64, keepState, TextPipe, ToolCalls, usagePart } from "@g4f/core/kit";

import { Sources } from "../sources.ts";
import type { ResponsesEvent, ResponsesItem, ResponsesResponse, ResponsesUsage } from "./event.ts";

/** What the answer of one call is read with. */
export interface ResponsesSetup {
  readonly provider: string;
  readonly stop?: string | readonly string[] | undefined;
  /** The error that an event tells of. */
  readonly errorFrom: (body: unknown) => ProviderError;
}

/** Items that the caller has to act on, besides function calls. */
const CALLER_ACTS: ReadonlySet<string> = new Set([
  "custom_tool_call",
  "apply_patch_call",
  "shell_call",
  "local_shell_call",
  "computer_call",
  "mcp_approval_request",
]);

/** What the events of a Responses stream amount to. */
export class ResponsesAnswer {
  readonly pipe: TextPipe;
  readonly #setup: ResponsesSetup;
  readonly #calls = new ToolCalls();
  readonly #sources = new Sources();
  /** Ids of items of which deltas came. */
  readonly #told = new Set<string>();
  #callerActs = false;
  #over = false;

  constructor(setup: ResponsesSetup) {
    this.#setup = setup;
    // The API takes no stop sequences: they are kept out here.
    this.pipe = new TextPipe(false, setup.stop);
  }

  /** Whether the answer has ended. */
  get over(): boolean {
    return this.#over || this.pipe.stopped;
  }

  /** @throws ProviderError as the event tells. */
  // oxlint-disable-next-line complexity -- one case for each type of event, and nothing else
  read(event: ResponsesEvent): Chunk[] {
    switch (event.type ?? "") {
      case "response.output_text.delta":
      case "response.refusal.delta":
        this.#told.add(event.item_id ?? "");
        return this.pipe.push(text(event.delta));
      case "response.output_text.done":
        return this.#told.has(event.item_id ?? "") ? [] : this.pipe.push(text(event.text));
      case "response.reasoning_summary_part.added":
        return (event.summary_index ?? 0) > 0 ? reasoning(event, "\n\n") : [];
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        return reasoning(event, text(event.delta));
      case "response.output_item.added":
        return this.#begin(event.item ?? {});
      case "response.function_call_arguments.delta":
        this.#told.add(event.item_id ?? "");
        return this.#calls.add({ key: event.item_id, arguments: text(event.delta) });
      case "response.output_item.done":
        return this.#item(event, event.item ?? {});
      case "response.output_text.annotation.added":
        return this.#sources.read([event.annotation]);
      case "response.completed":
        return this.#end(event.response ?? {}, this.#reason());
      case "response.incomplete":
        return this.#end(event.response ?? {}, incompleteReason(event.response ?? {}));
      case "response.failed":
        throw this.#setup.errorFrom({ error: event.response?.error ?? "the response failed" });
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

  #begin({ type, id, call_id, name }: ResponsesItem): Chunk[] {
    return type === "function_call" ? this.#calls.add({ key: id, id: call_id, name }) : [];
  }

  #item(event: ResponsesEvent, item: ResponsesItem): Chunk[] {
    switch (item.type ?? "") {
      case "message":
        return [];
      case "function_call":
        return [...this.#missing(item), ...this.#calls.close(item.id)];
      case "reasoning":
        return this.#reasoning(event, item);
      case "image_generation_call":
        return image(item);
      default:
        this.#callerActs ||= CALLER_ACTS.has(item.type ?? "");
        return [{ type: "custom", name: item.type ?? "item", data: item }];
    }
  }

  /** Arguments that came whole instead of piece by piece. */
  #missing({ id = "", call_id, name, arguments: whole }: ResponsesItem): Chunk[] {
    if (this.#told.has(id)) return [];
    return this.#calls.add({ key: id, id: call_id, name, arguments: whole });
  }

  /** What must be sent back: without its encrypted content upstream would look for it in its store. */
  #reasoning(event: ResponsesEvent, item: ResponsesItem): Chunk[] {
    if (typeof item.encrypted_content !== "string") return [];
    const { type, id, summary, encrypted_content } = item;
    const state = keepState(this.#setup.provider, { type, id, summary, encrypted_content });
    return [{ type: "reasoning", text: "", block: event.output_index ?? 0, state }];
  }

  #reason(): FinishReason {
    return this.#calls.any || this.#callerActs ? "tool-calls" : "stop";
  }

  #end({ usage }: ResponsesResponse, reason: FinishReason): Chunk[] {
    this.#over = true;
    return [
      ...this.pipe.end(),
      ...this.#calls.end(reason !== "tool-calls" && reason !== "stop"),
      ...(usage === undefined || usage === null ? [] : [usageOf(usage)]),
      { type: "finish", reason },
    ];
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function reasoning({ output_index: block = 0 }: ResponsesEvent, said: string): Chunk[] {
  return said === "" ? [] : [{ type: "reasoning", text: said, block }];
}

function image({ result, output_format }: ResponsesItem): Chunk[] {
  if (typeof result !== "string" || result === "") return [];
  const format = typeof output_format === "string" ? output_format : "png";
  return [{ type: "file", mediaType: `image/${format}`, data: fromBase64(result) }];
}

function incompleteReason({ incomplete_details: details }: ResponsesResponse): FinishReason {
  switch (details?.reason ?? "") {
    case "max_output_tokens":
      return "length";
    case "content_filter":
      return "content-filter";
    default:
      return "unknown";
  }
}

function usageOf(usage: ResponsesUsage): UsagePart {
  return usagePart({
    input: usage.input_tokens,
    output: usage.output_tokens,
    total: usage.total_tokens,
    cached: usage.input_tokens_details?.cached_tokens,
    reasoning: usage.output_tokens_details?.reasoning_tokens,
  });
}
