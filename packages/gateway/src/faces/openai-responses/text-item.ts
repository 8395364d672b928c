import type { SourcePart } from "@g4f/core";

import type { Events } from "./events.ts";
import { citation, messageItem, reasoningItem } from "./output.ts";
import type { Json } from "./response.ts";

/** The kinds of items that text streams into: how their events are called, and where it stands. */
const KINDS = {
  message: {
    part: "response.content_part",
    text: "response.output_text",
    place: { content_index: 0 },
  },
  reasoning: {
    part: "response.reasoning_summary_part",
    text: "response.reasoning_summary_text",
    place: { summary_index: 0 },
  },
} as const;

/** What a {@link TextItem} is. */
export interface TextItemSetup {
  readonly kind: keyof typeof KINDS;
  readonly id: string;
  /** Its place among the items of the response. */
  readonly index: number;
  /** Which of several blocks of reasoning it is. */
  readonly block?: string | number | undefined;
}

/** An item while text streams into it. */
export class TextItem {
  readonly kind: keyof typeof KINDS;
  readonly index: number;
  readonly block: string | number | undefined;
  /** Data that must be sent back with it. */
  state: unknown;
  readonly #id: string;
  readonly #events: Events;
  readonly #annotations: Json[] = [];
  /** What stands before and behind the number of an event, and behind its text. */
  readonly #beforeNumber: string;
  readonly #beforeText: string;
  readonly #afterText: string;
  #text = "";

  constructor({ kind, id, index, block }: TextItemSetup, events: Events) {
    this.kind = kind;
    this.index = index;
    this.block = block;
    this.#id = id;
    this.#events = events;
    const type = `${KINDS[kind].text}.delta`;
    this.#beforeNumber = `event: ${type}\ndata: {"type":"${type}","sequence_number":`;
    this.#beforeText = `,${JSON.stringify(this.#place).slice(1, -1)},"delta":`;
    this.#afterText = kind === "message" ? ',"logprobs":[]}\n\n' : "}\n\n";
  }

  /** The events before any text. */
  open(): string {
    const { part } = KINDS[this.kind];
    const item =
      this.kind === "message"
        ? messageItem(this.#id, "in_progress", [])
        : reasoningItem(this.#id, []);
    const added = { output_index: this.index, item };
    return (
      this.#events.event("response.output_item.added", added) +
      this.#events.event(`${part}.added`, { ...this.#place, part: this.#part() })
    );
  }

  /** The event of a piece of text. */
  delta(text: string): string {
    this.#text += text;
    const number = String(this.#events.next());
    return this.#beforeNumber + number + this.#beforeText + JSON.stringify(text) + this.#afterText;
  }

  /** The event of something that the text cites. */
  cite(source: SourcePart): string {
    const annotation = citation(source, this.#text.length);
    const index = this.#annotations.push(annotation) - 1;
    const place = { ...this.#place, annotation_index: index, annotation };
    return this.#events.event("response.output_text.annotation.added", place);
  }

  /** The events behind the text, but for the one of the item itself. */
  close(): string {
    const { part, text } = KINDS[this.kind];
    const logprobs = this.kind === "message" ? { logprobs: [] } : {};
    return (
      this.#events.event(`${text}.done`, { ...this.#place, text: this.#text, ...logprobs }) +
      this.#events.event(`${part}.done`, { ...this.#place, part: this.#part() })
    );
  }

  /** The item as it is in the end. */
  item(status: "completed" | "incomplete"): Json {
    return this.kind === "message"
      ? messageItem(this.#id, status, [this.#part()])
      : reasoningItem(this.#id, [this.#part()], this.state);
  }

  get #place(): Json {
    return { item_id: this.#id, output_index: this.index, ...KINDS[this.kind].place };
  }

  #part(): Json {
    if (this.kind === "reasoning") return { type: "summary_text", text: this.#text };
    const annotations = [...this.#annotations];
    return { type: "output_text", annotations, logprobs: [], text: this.#text };
  }
}
