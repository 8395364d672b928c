import type {
  CallResult,
  FilePart,
  Part,
  RawPart,
  ReasoningPart,
  SourcePart,
  ToolCallDeltaPart,
  ToolCallPart,
} from "@g4f/core";

import type { AnswerHead, AnswerWriter } from "../../face.ts";
import type { Failure } from "../../failure.ts";
import { openaiError } from "../openai/error.ts";
import { ResponsesAssembly } from "./assembly.ts";
import { Events } from "./events.ts";
import { callItem, imageItem, reasoningItem, shownItem } from "./output.ts";
import type { ResponsesRequest } from "./read.ts";
import { ended, failed, responseHead, type Json } from "./response.ts";
import { TextItem } from "./text-item.ts";

/** The item of a call whose arguments stream. */
interface OpenCall {
  readonly id: string;
  readonly index: number;
  /** How much of its arguments was written. */
  told: number;
}

/** A response, and its items with what only the next request needs. */
export interface FullResponse {
  readonly response: Json;
  readonly output: readonly Json[];
}

/** Writes the events of one response. */
export class ResponsesWriter implements AnswerWriter {
  readonly #includeEncrypted: boolean;
  readonly #answerId: string;
  readonly #head: Json;
  readonly #events = new Events();
  readonly #assembly = new ResponsesAssembly();
  /** Items that are done, by their place. */
  readonly #output: Json[] = [];
  readonly #calls = new Map<number, OpenCall>();
  readonly #sources: SourcePart[] = [];
  #open: TextItem | undefined;
  #items = 0;
  /** The last events before the end, where the response was asked for before it was told. */
  #settled = "";

  constructor(asked: ResponsesRequest, answer: AnswerHead) {
    this.#includeEncrypted = asked.includeEncrypted;
    this.#answerId = answer.id;
    this.#head = responseHead(asked, answer);
  }

  readonly start = (): string =>
    this.#events.event("response.created", { response: this.#head }) +
    this.#events.event("response.in_progress", { response: this.#head });

  readonly text = (text: string): string => {
    const open = this.#open;
    return open?.kind === "message" ? open.delta(text) : this.#begin("message", text);
  };

  // oxlint-disable-next-line complexity -- one case for each type of part, and nothing else
  readonly part = (part: Part): string => {
    switch (part.type) {
      case "text":
        return part.text === "" ? "" : this.text(part.text);
      case "reasoning":
        return this.#reasoning(part);
      case "tool-call-delta":
        return this.#callDelta(part);
      case "tool-call":
        return this.#call(part);
      case "file":
        return this.#file(part);
      case "source":
        return this.#source(part);
      case "usage":
      case "queue":
      case "conversation":
      case "provider":
      case "warning":
      case "custom":
      case "raw":
      case "finish":
        return "";
    }
  };

  readonly raw = (part: RawPart): string => {
    const { type, sequence_number: number } = Object(part.data) as Json;
    // Errors are told by `fail`.
    if (type === "error" || type === "response.failed") return "";
    if (typeof number === "number") this.#events.after(number);
    this.#assembly.raw(part);
    return `event: ${String(type)}\ndata: ${part.text ?? JSON.stringify(part.data)}\n\n`;
  };

  readonly rawEnd = (): string => "";

  readonly end = (result: CallResult): string => {
    const { response } = this.full(result);
    return (
      this.#settled + this.#events.event(`response.${String(response["status"])}`, { response })
    );
  };

  readonly fail = (failure: Failure): string => {
    const error = openaiError(failure);
    const { type: _type, ...told } = error;
    const head = this.#assembly.body() ?? { ...this.#head, output: this.#shown() };
    // The documents have its fields beside the type, the original has them within `error`.
    return (
      this.#events.event("error", { ...told, error }) +
      this.#events.event("response.failed", { response: { ...head, ...failed(failure) } })
    );
  };

  /** The response of a finished answer; upstream's own where it was passed on. */
  full({ finishReason, usage }: CallResult): FullResponse {
    const passed = this.#assembly.body();
    if (passed !== undefined) return { response: passed, output: passed["output"] as Json[] };
    const end = ended(finishReason, usage);
    const status = end["status"] === "incomplete" ? "incomplete" : "completed";
    this.#settled += this.#close(status);
    const response = { ...this.#head, ...end, output: this.#shown() };
    return { response, output: this.#output };
  }

  #shown(): readonly Json[] {
    const done = this.#output.filter(Boolean);
    return done.map((item) => shownItem(item, this.#includeEncrypted));
  }

  #id(prefix: string, index: number): string {
    return `${prefix}_${this.#answerId}${index.toString(16).padStart(2, "0")}`;
  }

  #added(index: number, item: Json): string {
    return this.#events.event("response.output_item.added", { output_index: index, item });
  }

  #done(index: number, whole: Json): string {
    this.#output[index] = whole;
    const item = shownItem(whole, this.#includeEncrypted);
    return this.#events.event("response.output_item.done", { output_index: index, item });
  }

  /** Opens an item with its first text. */
  #begin(kind: TextItem["kind"], text: string, block?: string | number): string {
    const before = this.#close("completed");
    const index = this.#items++;
    const id = this.#id(kind === "message" ? "msg" : "rs", index);
    const open = new TextItem({ kind, id, index, block }, this.#events);
    this.#open = open;
    const opened = before + open.open();
    const sources = kind === "message" ? this.#sources.splice(0) : [];
    return opened + sources.map((source) => open.cite(source)).join("") + open.delta(text);
  }

  /** Is done with the item that text streams into. */
  #close(status: "completed" | "incomplete"): string {
    const open = this.#open;
    if (open === undefined) return "";
    this.#open = undefined;
    return open.close() + this.#done(open.index, open.item(status));
  }

  #reasoning({ text, block, state }: ReasoningPart): string {
    const open = this.#open;
    const fits = open?.kind === "reasoning" && open.block === block && open.state === undefined;
    if (text === "" && state === undefined) return "";
    let told = "";
    if (text !== "") told = fits ? open.delta(text) : this.#begin("reasoning", text, block);
    else if (!fits) return this.#secret(state);
    if (this.#open !== undefined) this.#open.state = state;
    return told;
  }

  /** Reasoning of which nothing is told but what must be sent back. */
  #secret(state: unknown): string {
    const before = this.#close("completed");
    const index = this.#items++;
    const item = reasoningItem(this.#id("rs", index), [], state);
    const added = this.#added(index, shownItem(item, this.#includeEncrypted));
    return before + added + this.#done(index, item);
  }

  #callDelta({ index, id, name, argumentsDelta }: ToolCallDeltaPart): string {
    const call = this.#calls.get(index);
    if (call !== undefined) return this.#argumentsDelta(call, argumentsDelta);
    // Without its name it is told as a whole, at its end.
    if (id === undefined || name === undefined) return "";
    const [begun, told] = this.#beginCall({ id, name });
    this.#calls.set(index, begun);
    return told + this.#argumentsDelta(begun, argumentsDelta);
  }

  #beginCall(call: Pick<ToolCallPart, "id" | "name">): [OpenCall, string] {
    const before = this.#close("completed");
    const index = this.#items++;
    const id = this.#id("fc", index);
    const item = callItem(id, "in_progress", { ...call, arguments: "" });
    return [{ id, index, told: 0 }, before + this.#added(index, item)];
  }

  #argumentsDelta(call: OpenCall, delta: string): string {
    if (delta === "") return "";
    call.told += delta.length;
    const at = { item_id: call.id, output_index: call.index };
    return this.#events.event("response.function_call_arguments.delta", { ...at, delta });
  }

  #call(part: ToolCallPart): string {
    const { id, name, arguments: whole } = part;
    const known = part.index === undefined ? undefined : this.#calls.get(part.index);
    const [call, begun] = known === undefined ? this.#beginCall({ id, name }) : [known, ""];
    const rest = this.#argumentsDelta(call, whole.slice(call.told));
    const done = { item_id: call.id, output_index: call.index, name, arguments: whole };
    return (
      begun +
      rest +
      this.#events.event("response.function_call_arguments.done", done) +
      this.#done(call.index, callItem(call.id, "completed", part))
    );
  }

  #file(part: FilePart): string {
    if (!part.mediaType.startsWith("image/")) return "";
    const before = this.#close("completed");
    const index = this.#items++;
    const item = imageItem(this.#id("ig", index), part);
    const begun = { id: item["id"], type: item["type"], status: "in_progress", result: null };
    return before + this.#added(index, begun) + this.#done(index, item);
  }

  #source(part: SourcePart): string {
    if (this.#open?.kind === "message") return this.#open.cite(part);
    this.#sources.push(part);
    return "";
  }
}
