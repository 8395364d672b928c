import {
  encodeSse,
  type CallResult,
  type Part,
  type RawPart,
  type ReasoningPart,
  type ToolCallDeltaPart,
  type ToolCallPart,
  type Usage,
} from "@g4f/core";

import type { AnswerHead, AnswerWriter } from "../../face.ts";
import type { Failure } from "../../failure.ts";
import { fileText } from "../file-text.ts";
import { errorOf } from "./error.ts";
import { headOf } from "./message.ts";
import { signatureOf } from "./signature.ts";
import { stopOf, usageOf } from "./usage.ts";
import { EMPTY, type EmptyFields, type Version } from "./version.ts";

/** What keeps a stream open, and follows the first block. */
export const PING = 'event: ping\ndata: {"type": "ping"}\n\n';

/** The block that is being written; blocks follow one another, they never overlap. */
interface OpenBlock {
  readonly index: number;
  readonly kind: "text" | "thinking" | "tool_use";
  /** Tells calls, and the reasoning of several blocks, apart. */
  readonly key: string | number | undefined;
  /** Of a call: its arguments so far. */
  json: string;
}

/** A streamed answer, event by event in the order in which Anthropic sends them. */
export class MessagesWriter implements AnswerWriter {
  readonly #head: AnswerHead;
  readonly #empty: EmptyFields;
  /** Calls that were begun. */
  readonly #told = new Set<string | number>();
  #begun = false;
  #blocks = 0;
  #open: OpenBlock | undefined;
  #usage: Usage | undefined;
  /** What came while a call was half written. */
  #later: Part[] = [];
  /** Around the text, while a block of text is open. */
  #prefix = "";

  constructor(version: Version, head: AnswerHead) {
    this.#head = head;
    this.#empty = EMPTY[version];
  }

  /** Nothing: the first event tells of usage, so it waits for content. */
  readonly start = (): string => "";

  readonly text = (text: string): string => {
    const open = this.#open;
    if (open?.kind === "text") return `${this.#prefix}${JSON.stringify(text)}}}\n\n`;
    if (this.#isHalf(open)) return this.#wait({ type: "text", text });
    const before = this.#begin("text", undefined, { type: "text", text: "", ...this.#empty.text });
    return `${before}${this.#prefix}${JSON.stringify(text)}}}\n\n`;
  };

  // oxlint-disable-next-line complexity -- one case for each type of part, and nothing else
  readonly part = (part: Part): string => {
    switch (part.type) {
      case "text":
        return part.text === "" ? "" : this.text(part.text);
      case "reasoning":
        return this.#isHalf(this.#open) ? this.#wait(part) : this.#reasoning(part);
      case "tool-call-delta":
        return this.#delta(part);
      case "tool-call":
        return this.#call(part);
      case "file":
        return this.text(fileText(part));
      case "usage":
        this.#usage = part;
        return "";
      case "raw":
      case "source":
      case "queue":
      case "conversation":
      case "provider":
      case "warning":
      case "custom":
      case "finish":
        return "";
    }
  };

  readonly raw = (part: RawPart): string => {
    const { text, textOnly } = part;
    if (textOnly === true && text !== undefined)
      return `event: content_block_delta\ndata: ${text}\n\n`;
    const { data } = part;
    const type: unknown = Reflect.get(Object(data), "type");
    const named = typeof type === "string" && !/[\r\n]/.test(type) ? { event: type } : {};
    return encodeSse({ data: text ?? JSON.stringify(data), ...named });
  };

  readonly rawEnd = (): string => "";

  readonly end = (result: CallResult): string => {
    this.#usage = result.usage ?? this.#usage;
    const before = this.#begun ? "" : this.#first();
    const delta = { ...stopOf(result), ...this.#empty.end };
    const usage = usageOf(this.#usage, this.#empty);
    const last = event({ type: "message_delta", delta, usage });
    return `${before}${this.#close()}${last}${event({ type: "message_stop" })}`;
  };

  readonly fail = (failure: Failure): string => event(errorOf(failure));

  #first(): string {
    this.#begun = true;
    const message = {
      ...headOf(this.#head, this.#empty),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: usageOf(this.#usage, this.#empty),
    };
    return event({ type: "message_start", message });
  }

  #begin(kind: OpenBlock["kind"], key: OpenBlock["key"], block: object): string {
    const before = this.#begun ? this.#close() : this.#first();
    const index = this.#blocks++;
    this.#open = { index, kind, key, json: "" };
    if (kind === "text") {
      this.#prefix = `event: content_block_delta\ndata: {"type":"content_block_delta","index":${index},"delta":{"type":"text_delta","text":`;
    }
    const start = event({ type: "content_block_start", index, content_block: block });
    return `${before}${start}${index === 0 ? PING : ""}`;
  }

  #close(): string {
    const open = this.#open;
    if (open === undefined) return "";
    this.#open = undefined;
    const stop = event({ type: "content_block_stop", index: open.index });
    const later = this.#later;
    this.#later = [];
    return stop + later.map(this.part).join("");
  }

  #deltaOf(delta: object): string {
    return event({ type: "content_block_delta", index: this.#open?.index, delta });
  }

  #reasoning({ text, block, state }: ReasoningPart): string {
    const open = this.#open;
    let written = "";
    if (open?.kind !== "thinking" || open.key !== block) {
      written = this.#begin("thinking", block, { type: "thinking", thinking: "", signature: "" });
    }
    if (text !== "") written += this.#deltaOf({ type: "thinking_delta", thinking: text });
    if (state === undefined) return written;
    written += this.#deltaOf({ type: "signature_delta", signature: signatureOf(state) });
    return written + this.#close();
  }

  #delta(part: ToolCallDeltaPart): string {
    const open = this.#open;
    if (open?.kind === "tool_use" && open.key === part.index) return this.#input(part);
    if (this.#isHalf(open)) return this.#wait(part);
    // What belongs to a call that was closed can be nothing but blanks.
    if (part.id === undefined) return "";
    return this.#tool(part.index, part.id, part.name ?? "") + this.#input(part);
  }

  #call(part: ToolCallPart): string {
    const { index, id, name, arguments: argumentsDelta } = part;
    const open = this.#open;
    if (open?.kind === "tool_use" && open.key === (index ?? id)) return this.#close();
    if (this.#isHalf(open)) return this.#wait(part);
    if (index !== undefined && this.#told.has(index)) return "";
    return this.#tool(index ?? id, id, name) + this.#input({ argumentsDelta }) + this.#close();
  }

  #tool(key: string | number, id: string, name: string): string {
    this.#told.add(key);
    return this.#begin("tool_use", key, {
      type: "tool_use",
      id,
      name,
      input: {},
      ...this.#empty.toolUse,
    });
  }

  #input({ argumentsDelta }: Pick<ToolCallDeltaPart, "argumentsDelta">): string {
    if (this.#open !== undefined) this.#open.json += argumentsDelta;
    return this.#deltaOf({ type: "input_json_delta", partial_json: argumentsDelta });
  }

  /** Whether a block must not be closed yet. Calls that come at once may come by turns. */
  #isHalf(open: OpenBlock | undefined): boolean {
    return open?.kind === "tool_use" && !isJson(open.json);
  }

  #wait(part: Part): string {
    this.#later.push(part);
    return "";
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function event(data: { readonly type: string; readonly [field: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
