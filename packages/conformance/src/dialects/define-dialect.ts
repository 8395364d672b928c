import type { Asked, Dialect, WireEvent, WireReply, WireRequest } from "../dialect.ts";
import type { Script, ScriptError, ScriptStep } from "../script.ts";
import { parseRecord, type JsonRecord } from "./json-record.ts";

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

/** A wire, as far as it differs from the common ones. */
export interface DialectDefinition {
  readonly name: string;
  readonly framing: Dialect["framing"];
  readonly terminator: Dialect["terminator"];
  readonly proof?: Dialect["proof"];
  readonly abilities: Dialect["abilities"];
  readonly basePath?: string;
  /** Default: what is usual for the framing. */
  readonly contentType?: string;
  /** Path of a request for an answer behind `basePath`, which is sent as POST. */
  readonly path: string | RegExp;
  /** What the body of such a request asks. */
  readonly ask: (body: JsonRecord, request: WireRequest) => Asked;
  /** Answers to requests that only lead up to it. */
  readonly leadUp?: (request: WireRequest, memory: Map<string, unknown>) => WireReply | undefined;
  /** How it is said; a function is asked anew for every answer, where there is something to remember. */
  readonly say: Say | ((asked: Asked) => Say);
  /** The last word behind a finish. */
  readonly marker?: string | JsonRecord;
  /** The name of an SSE event with this data. */
  readonly eventName?: (data: JsonRecord) => string | undefined;
  /** Default: `{ "error": { "code", "message" } }`. */
  readonly errorBody?: (error: ScriptError, status: number) => string | JsonRecord;
  readonly whole?: (script: Script, asked: Asked) => string | JsonRecord;
}

const CONTENT_TYPES = {
  sse: "text/event-stream; charset=utf-8",
  ndjson: "application/x-ndjson",
  text: "text/plain; charset=utf-8",
} as const;

/** An event that stands for something else than the step during which it is sent. */
export class LabelledEvent {
  readonly of: WireEvent["of"];
  readonly data: string | JsonRecord;

  constructor(of: WireEvent["of"], data: string | JsonRecord) {
    this.of = of;
    this.data = data;
  }
}

/** Makes a {@link Dialect} of what is peculiar to a wire. */
export function defineDialect(definition: DialectDefinition): Dialect {
  const { name, framing, terminator, proof, abilities, basePath, whole } = definition;
  return {
    name,
    framing,
    terminator,
    abilities,
    contentType: definition.contentType ?? CONTENT_TYPES[framing],
    ...(proof === undefined ? {} : { proof }),
    ...(basePath === undefined ? {} : { basePath }),
    read: (request, memory) => read(definition, request, memory),
    encode: (script, asked) => encode(definition, script, asked),
    errorBody: (error, status) => textOf((definition.errorBody ?? plainError)(error, status)),
    ...(whole === undefined
      ? {}
      : { whole: (script: Script, asked: Asked) => textOf(whole(script, asked)) }),
  };
}

function read(
  { basePath = "", path, ask, leadUp }: DialectDefinition,
  request: WireRequest,
  memory: Map<string, unknown>,
): Asked | WireReply | undefined {
  const [pathname = ""] = request.path.split("?", 1);
  if (request.method === "POST" && pathname.startsWith(basePath)) {
    const rest = pathname.slice(basePath.length);
    if (typeof path === "string" ? rest === path : path.test(rest)) {
      return ask(parseRecord(request.body), request);
    }
  }
  return leadUp?.(request, memory);
}

function encode(definition: DialectDefinition, script: Script, asked: Asked): readonly WireEvent[] {
  const { marker, eventName } = definition;
  const say = typeof definition.say === "function" ? definition.say(asked) : definition.say;
  const events: WireEvent[] = [];
  const add = (of: WireEvent["of"], said: Said | undefined): void => {
    for (const one of said === undefined ? [] : [said].flat()) {
      events.push(one instanceof LabelledEvent ? eventOf(one.of, one.data) : eventOf(of, one));
    }
  };
  const eventOf = (of: WireEvent["of"], data: string | JsonRecord): WireEvent => {
    const event = typeof data === "string" ? undefined : eventName?.(data);
    return { data: textOf(data), of, ...(event === undefined ? {} : { event }) };
  };
  let opened = false;
  let finished = false;
  for (const step of script) {
    if (!opened && OPENING.has(step.type)) {
      opened = true;
      add("open", say.open?.());
    }
    if (step.type === "event") {
      const { data, event } = step;
      events.push({ data, of: "event", ...(event === undefined ? {} : { event }) });
    } else if (step.type === "ping" && say.ping === undefined) {
      events.push({ data: "ping", of: "ping", comment: true });
    } else if (step.type !== "wait" && step.type !== "bytes") add(step.type, saidOf(say, step));
    finished ||= step.type === "finish";
  }
  if (finished) {
    add("close", say.close?.());
    add("marker", marker);
  }
  return events;
}

/** Steps that an answer has begun with. */
const OPENING: ReadonlySet<ScriptStep["type"]> = new Set([
  "text",
  "reasoning",
  "tool-calls",
  "usage",
  "finish",
]);

function saidOf(
  say: Say,
  step: Exclude<ScriptStep, { readonly type: "wait" | "bytes" | "event" }>,
): Said | undefined {
  const how = say[step.type] as ((of: typeof step) => Said) | undefined;
  return how?.(step);
}

function textOf(data: string | JsonRecord): string {
  return typeof data === "string" ? data : JSON.stringify(data);
}

function plainError({ code, message }: ScriptError): JsonRecord {
  return { error: { code, message } };
}
