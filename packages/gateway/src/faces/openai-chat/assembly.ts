import type { RawPart } from "@g4f/core";

import type { Assembly } from "../../face.ts";

type Fields = Record<string, unknown>;

/** Fields of a delta whose pieces make one text; of the others the last one counts. */
const TEXTS: ReadonlySet<string> = new Set([
  "arguments",
  "content",
  "data",
  "input",
  "reasoning",
  "reasoning_content",
  "refusal",
  "text",
  "transcript",
]);

/** Puts the completion together that upstream's own chunks tell of. */
export class ChatAssembly implements Assembly {
  #top: Fields | undefined;
  #message: Fields = {};
  #logprobs: Fields | undefined;
  #reason: unknown;

  readonly raw = ({ data }: RawPart): void => {
    const { choices, ...top } = Object(data) as Fields;
    this.#top = added(this.#top ?? {}, top);
    const all = Array.isArray(choices) ? (choices as unknown[]) : [];
    const choice = Object(all.find((one) => (fieldOf(one, "index") ?? 0) === 0)) as Fields;
    const { delta, logprobs, finish_reason: reason } = choice;
    if (isFields(delta)) this.#message = merged(this.#message, delta);
    if (isFields(logprobs)) this.#logprobs = merged(this.#logprobs ?? {}, logprobs);
    this.#reason = reason ?? this.#reason;
  };

  readonly restart = (): void => {
    this.#top = undefined;
    this.#message = {};
    this.#logprobs = undefined;
    this.#reason = undefined;
  };

  readonly body = (): object | undefined => {
    if (this.#top === undefined) return undefined;
    const { content, tool_calls: calls } = this.#message;
    const message: Fields = { role: "assistant", content: null, refusal: null, ...this.#message };
    if (content === "" && calls !== undefined) message["content"] = null;
    if (Array.isArray(calls)) message["tool_calls"] = calls.map(withoutIndex);
    const choice = {
      index: 0,
      message,
      logprobs: this.#logprobs ?? null,
      finish_reason: this.#reason ?? "stop",
    };
    const { usage = null, ...head } = this.#top;
    return {
      ...head,
      object: "chat.completion",
      choices: [choice],
      ...(usage === null ? {} : { usage }),
    };
  };
}

/** Null says that there is nothing, not that what there was is gone. */
function added(told: Fields, more: Fields): Fields {
  const news = Object.entries(more).filter(([field, value]) => value !== null || !(field in told));
  return { ...told, ...Object.fromEntries(news) };
}

/** What a delta adds to what was told before. */
function merged(told: Fields, delta: Fields): Fields {
  const pieces = Object.entries(delta).map(([field, value]) => [
    field,
    mergedValue(told[field], value, field),
  ]);
  return added(told, Object.fromEntries(pieces) as Fields);
}

function mergedValue(told: unknown, value: unknown, field: string): unknown {
  if (typeof told === "string" && typeof value === "string" && TEXTS.has(field))
    return told + value;
  if (Array.isArray(value))
    return mergedList(Array.isArray(told) ? (told as unknown[]) : [], value);
  return isFields(value) ? merged(isFields(told) ? told : {}, value) : value;
}

/** Entries that have an index are pieces of one, the others follow each other. */
function mergedList(told: readonly unknown[], pieces: readonly unknown[]): unknown[] {
  const sum = [...told];
  for (const piece of pieces) {
    const index = fieldOf(piece, "index");
    const at = index === undefined ? -1 : sum.findIndex((one) => fieldOf(one, "index") === index);
    if (at < 0) sum.push(piece);
    else sum[at] = merged(sum[at] as Fields, piece as Fields);
  }
  return sum;
}

function withoutIndex(call: unknown): unknown {
  const { index: _index, ...rest } = Object(call) as Fields;
  return rest;
}

function fieldOf(value: unknown, field: string): unknown {
  return isFields(value) ? value[field] : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
