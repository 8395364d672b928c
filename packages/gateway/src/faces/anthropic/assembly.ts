import type { RawPart } from "@g4f/core";

import type { Assembly } from "../../face.ts";

type Json = Record<string, unknown>;

/** Pieces of text, and where in a block they belong. */
const TEXTS: Readonly<Record<string, string>> = {
  text_delta: "text",
  thinking_delta: "thinking",
  signature_delta: "signature",
};

/** A message out of the events of a stream, with all that is in them, known here or not. */
export class MessageAssembly implements Assembly {
  #message: Json | undefined;
  #blocks: Json[] = [];
  #inputs = new Map<number, string>();
  /** Something came of which nobody here knows where it belongs. */
  #unknown = false;

  readonly restart = (): void => {
    this.#message = undefined;
    this.#blocks = [];
    this.#inputs = new Map();
    this.#unknown = false;
  };

  readonly raw = ({ data }: RawPart): void => {
    const event = Object(data) as Json;
    switch (event["type"]) {
      case "message_start":
        this.#message = { ...(event["message"] as Json) };
        return;
      case "content_block_start":
        this.#blocks[Number(event["index"])] = { ...(event["content_block"] as Json) };
        return;
      case "content_block_delta":
        return this.#delta(Number(event["index"]), Object(event["delta"]) as Json);
      case "message_delta":
        return this.#end(event);
      default:
    }
  };

  readonly body = (): object | undefined => {
    if (this.#message === undefined || this.#unknown) return undefined;
    for (const [index, json] of this.#inputs) {
      const block = this.#blocks[index];
      if (block === undefined || json === "") continue;
      try {
        block["input"] = JSON.parse(json) as unknown;
      } catch {
        return undefined;
      }
    }
    return { ...this.#message, content: this.#blocks.filter((block) => block !== undefined) };
  };

  #delta(index: number, delta: Json): void {
    const block = this.#blocks[index];
    const type = String(delta["type"]);
    const text = TEXTS[type];
    if (block === undefined) this.#unknown = true;
    else if (text !== undefined) block[text] = textIn(block, text) + textIn(delta, text);
    else if (type === "input_json_delta") {
      const before = this.#inputs.get(index) ?? "";
      this.#inputs.set(index, before + textIn(delta, "partial_json"));
    } else if (type === "citations_delta") {
      const before = Array.isArray(block["citations"]) ? (block["citations"] as unknown[]) : [];
      block["citations"] = [...before, delta["citation"]];
    } else this.#unknown = true;
  }

  /** Its usage counts on from that of the start; other fields beside it are the message's, too. */
  #end(event: Json): void {
    const { delta, usage, ...more } = event;
    const before = Object(this.#message?.["usage"]) as Json;
    this.#message = {
      ...this.#message,
      ...more,
      ...(delta as Json),
      type: this.#message?.["type"],
      usage: { ...before, ...(usage as Json) },
    };
  }
}

function textIn(fields: Json, field: string): string {
  const text = fields[field];
  return typeof text === "string" ? text : "";
}
