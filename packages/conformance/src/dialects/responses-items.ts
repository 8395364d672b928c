import type { ScriptToolCall } from "../script.ts";
import type { JsonRecord } from "./json-record.ts";
import { LabelledEvent } from "./say.ts";
import { argumentText, byTurns } from "./script-parts.ts";

type Event = JsonRecord | LabelledEvent;
type Events = readonly Event[];
type Kind = "message" | "reasoning";

/** The text of an item, and what its events are called. */
const NAMES = {
  message: {
    part: "response.content_part",
    text: "response.output_text",
    place: { content_index: 0 },
    partOf: (text: string) => ({ type: "output_text", annotations: [], logprobs: [], text }),
    itemOf: (parts: readonly JsonRecord[], status: string) => ({
      type: "message",
      status,
      role: "assistant",
      content: parts,
    }),
  },
  reasoning: {
    part: "response.reasoning_summary_part",
    text: "response.reasoning_summary_text",
    place: { summary_index: 0 },
    partOf: (text: string) => ({ type: "summary_text", text }),
    itemOf: (parts: readonly JsonRecord[]) => ({ type: "reasoning", summary: parts }),
  },
} as const;

/** The output items of one response: each is added, filled, and done with. */
export class ResponsesItems {
  /** Those that are done, as the last event repeats them. */
  readonly done: JsonRecord[] = [];
  #kind: Kind | undefined;
  #text = "";
  #index = -1;

  /** A piece of the answer or of the reasoning; a new item where the open one is of another kind. */
  say(kind: Kind, delta: string): Events {
    const start = this.#kind === kind ? [] : this.#start(kind);
    this.#text += delta;
    const { text, place } = NAMES[kind];
    return [...start, { type: `${text}.delta`, ...this.#place(kind), ...place, delta }];
  }

  /** Calls side by side: all are added, their arguments come by turns, all are done with. */
  call(calls: readonly ScriptToolCall[]): Events {
    const stop = this.stop();
    const first = this.#index + 1;
    this.#index += calls.length;
    const places = calls.map((_, at) => ({
      item_id: `fc_${first + at}`,
      output_index: first + at,
    }));
    const itemOf = ({ id, name }: ScriptToolCall, at: number, args: string, status: string) => ({
      id: `fc_${first + at}`,
      type: "function_call",
      status,
      arguments: args,
      call_id: id,
      name,
    });
    const added = calls.map((call, at) => ({
      type: "response.output_item.added",
      output_index: first + at,
      item: itemOf(call, at, "", "in_progress"),
    }));
    const deltas = byTurns(calls).map(({ index, piece }) => ({
      type: "response.function_call_arguments.delta",
      ...places[index],
      delta: piece,
    }));
    const done = calls.flatMap((call, at) => {
      const args = argumentText(call);
      const item = itemOf(call, at, args, "completed");
      this.done.push(item);
      return [
        { type: "response.function_call_arguments.done", ...places[at], arguments: args },
        { type: "response.output_item.done", output_index: first + at, item },
      ];
    });
    return [...stop, ...labelled("open", added), ...deltas, ...done];
  }

  /** Is done with the open item, if any. */
  stop(): Events {
    const kind = this.#kind;
    if (kind === undefined) return [];
    const { part, text, place, partOf, itemOf } = NAMES[kind];
    const whole = partOf(this.#text);
    const at = { ...this.#place(kind), ...place };
    const item = { id: this.#place(kind).item_id, ...itemOf([whole], "completed") };
    this.done.push(item);
    this.#kind = undefined;
    this.#text = "";
    return labelled("close", [
      { type: `${text}.done`, ...at, text: whole.text },
      { type: `${part}.done`, ...at, part: whole },
      { type: "response.output_item.done", output_index: this.#index, item },
    ]);
  }

  #start(kind: Kind): Events {
    const stop = this.stop();
    this.#kind = kind;
    this.#index += 1;
    const { part, place, partOf, itemOf } = NAMES[kind];
    const item = { id: this.#place(kind).item_id, ...itemOf([], "in_progress") };
    return [
      ...stop,
      ...labelled("open", [
        { type: "response.output_item.added", output_index: this.#index, item },
        { type: `${part}.added`, ...this.#place(kind), ...place, part: partOf("") },
      ]),
    ];
  }

  #place(kind: Kind): { readonly item_id: string; readonly output_index: number } {
    const prefix = kind === "message" ? "msg" : "rs";
    return { item_id: `${prefix}_${this.#index}`, output_index: this.#index };
  }
}

function labelled(of: "open" | "close", events: readonly JsonRecord[]): readonly LabelledEvent[] {
  return events.map((event) => new LabelledEvent(of, event));
}
