import type { WireEvent } from "../dialect.ts";
import type { Script, ScriptStep } from "../script.ts";
import type { JsonRecord } from "./json-record.ts";

/** What one step is on the wire: data as it is, a value to be sent as JSON, or several of these. */
export type Said =
  | string
  | JsonRecord
  | LabelledEvent
  | readonly (string | JsonRecord | LabelledEvent)[];

/** How the steps of a script are said. A step without an entry is not said; a ping is then a comment. */
export type Say = {
  readonly [Type in Exclude<ScriptStep["type"], "wait" | "bytes" | "event">]?: (
    step: Extract<ScriptStep, { readonly type: Type }>,
  ) => Said;
} & {
  /** Comes before the first step that has content, or before the finish. */
  readonly open?: () => Said;
  /** Comes at the end of a script that had a finish, before the marker. */
  readonly close?: () => Said;
};

/** An event that stands for something else than the step during which it is sent. */
export class LabelledEvent {
  readonly of: WireEvent["of"];
  readonly data: string | JsonRecord;

  constructor(of: WireEvent["of"], data: string | JsonRecord) {
    this.of = of;
    this.data = data;
  }
}

/** How the events of a wire are marked. */
export interface Marks {
  /** The last word behind a finish. */
  readonly marker?: string | JsonRecord;
  /** The name of an SSE event with this data. */
  readonly eventName?: (data: JsonRecord) => string | undefined;
  /** The field in which events are numbered, from 0. */
  readonly sequence?: string;
}

/** The events of a script, said so. */
export function tell(say: Say, script: Script, marks: Marks): readonly WireEvent[] {
  const eventsOf = writer(marks);
  const opening = script.findIndex(({ type }) => OPENING.has(type));
  const told = script.flatMap((step, index) => [
    ...(index === opening ? eventsOf("open", say.open?.()) : []),
    ...stepEvents(say, step, eventsOf),
  ]);
  if (!script.some(({ type }) => type === "finish")) return told;
  return [...told, ...eventsOf("close", say.close?.()), ...eventsOf("marker", marks.marker)];
}

/** Steps that an answer has begun with. */
const OPENING: ReadonlySet<ScriptStep["type"]> = new Set([
  "text",
  "reasoning",
  "tool-calls",
  "usage",
  "finish",
]);

function stepEvents(say: Say, step: ScriptStep, eventsOf: Writer): readonly WireEvent[] {
  if (step.type === "wait" || step.type === "bytes") return [];
  if (step.type === "event") {
    const { data, event } = step;
    return [{ data, of: "event", ...(event === undefined ? {} : { event }) }];
  }
  const how = say[step.type] as ((one: typeof step) => Said) | undefined;
  if (how !== undefined) return eventsOf(step.type, how(step));
  return step.type === "ping" ? [{ data: "ping", of: "ping", comment: true }] : [];
}

type Writer = (of: WireEvent["of"], said: Said | undefined) => readonly WireEvent[];

function writer({ eventName, sequence }: Marks): Writer {
  let count = 0;
  const write = (of: WireEvent["of"], data: string | JsonRecord): WireEvent => {
    if (typeof data === "string") return { data, of };
    const event = eventName?.(data);
    const numbered = sequence === undefined ? data : { ...data, [sequence]: count++ };
    return { data: JSON.stringify(numbered), of, ...(event === undefined ? {} : { event }) };
  };
  return (of, said = []) =>
    [said]
      .flat()
      .map((one) => (one instanceof LabelledEvent ? write(one.of, one.data) : write(of, one)));
}

/** Text as it is, anything else as JSON. */
export function jsonText(data: string | JsonRecord): string {
  return typeof data === "string" ? data : JSON.stringify(data);
}
