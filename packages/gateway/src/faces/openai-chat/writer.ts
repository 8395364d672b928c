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
import { sealExtra } from "../openai/sealed.ts";
import { CHAT_REASONS } from "./finish-reason.ts";
import type { ChatRequest } from "./read.ts";
import { ReasoningPlaces } from "./reasoning.ts";
import { chatUsage } from "./usage.ts";
import { completionId, dataUrl, imagePart, secondsOf } from "./whole.ts";

/** A call of a tool whose head was written. */
interface ToldCall {
  readonly index: number;
  /** How much of its arguments was written. */
  told: number;
}

/** Writes the chunks of one completion. */
export class ChatWriter implements AnswerWriter {
  readonly #head: object;
  /** What stands before and behind the delta of a chunk, and before and behind its text. */
  #before = "";
  #after = "";
  #beforeText = "";
  #afterText = "";
  readonly #includeUsage: boolean;
  /** By the index that the provider gave to their deltas. */
  readonly #places = new ReasoningPlaces();
  readonly #calls = new Map<number, ToldCall>();
  #callCount = 0;
  #length = 0;

  constructor({ includeUsage }: Pick<ChatRequest, "includeUsage">, answer: AnswerHead) {
    this.#head = {
      id: completionId(answer),
      object: "chat.completion.chunk",
      created: secondsOf(answer),
      model: answer.model,
    };
    this.#includeUsage = includeUsage;
  }

  readonly start = (): string => {
    // With usage asked for, every chunk has the field: null but in the last.
    const usage = this.#includeUsage ? ',"usage":null' : "";
    this.#before = `data: ${JSON.stringify(this.#head).slice(0, -1)},"choices":[{"index":0,"delta":`;
    this.#after = `,"logprobs":null,"finish_reason":null}]${usage}}\n\n`;
    this.#beforeText = `${this.#before}{"content":`;
    this.#afterText = `}${this.#after}`;
    return this.#delta({ role: "assistant", content: "", refusal: null });
  };

  readonly text = (text: string): string => {
    this.#length += text.length;
    return this.#beforeText + JSON.stringify(text) + this.#afterText;
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
        return this.#delta({ annotations: [this.#citation(part)] });
      case "custom":
        return part.name === "logprobs" ? this.#choice({}, null, part.data) : "";
      case "usage":
      case "queue":
      case "conversation":
      case "provider":
      case "warning":
      case "raw":
      case "finish":
        return "";
    }
  };

  readonly raw = (part: RawPart): string => {
    const { text, textOnly } = part;
    if (textOnly === true && text !== undefined) return `data: ${text}\n\n`;
    const { data } = part;
    const { error, choices, usage } = Object(data) as Readonly<Record<string, unknown>>;
    // An error is told by `fail`; usage that the client did not ask for was asked for by us.
    const unasked = !this.#includeUsage && Array.isArray(choices) && choices.length === 0;
    if (isGiven(error) || (unasked && isGiven(usage))) return "";
    return `data: ${text ?? JSON.stringify(data)}\n\n`;
  };

  readonly rawEnd = (): string => DONE;

  readonly end = ({ finishReason, usage }: CallResult): string => {
    const finish = this.#choice({}, CHAT_REASONS[finishReason], null);
    const told = this.#includeUsage && usage !== undefined;
    const last = told ? event({ ...this.#head, choices: [], usage: chatUsage(usage) }) : "";
    return `${finish}${last}${DONE}`;
  };

  readonly fail = (failure: Failure): string =>
    event({
      ...this.#head,
      choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: "error" }],
      error: openaiError(failure),
    });

  #delta(delta: object): string {
    return this.#before + JSON.stringify(delta) + this.#after;
  }

  #choice(delta: object, reason: string | null, logprobs: unknown): string {
    return event({
      ...this.#head,
      choices: [{ index: 0, delta, logprobs, finish_reason: reason }],
      ...(this.#includeUsage ? { usage: null } : {}),
    });
  }

  #reasoning(part: ReasoningPart): string {
    const detail = this.#places.detail(part);
    if (detail === undefined && part.text === "") return "";
    return this.#delta({
      ...(part.text === "" ? {} : { reasoning_content: part.text }),
      ...(detail === undefined ? {} : { reasoning_details: [detail] }),
    });
  }

  #callDelta({ index, id, name, argumentsDelta }: ToolCallDeltaPart): string {
    const call = this.#calls.get(index);
    if (call !== undefined) {
      if (argumentsDelta === "") return "";
      call.told += argumentsDelta.length;
      const piece = { index: call.index, function: { arguments: argumentsDelta } };
      return this.#delta({ tool_calls: [piece] });
    }
    // Without its name it is told as a whole, at its end.
    if (id === undefined || name === undefined) return "";
    const told = { index: this.#callCount++, told: argumentsDelta.length };
    this.#calls.set(index, told);
    return this.#callHead(told.index, id, name, argumentsDelta);
  }

  #call({ id, name, arguments: whole, index, state }: ToolCallPart): string {
    const call = index === undefined ? undefined : this.#calls.get(index);
    const extra = sealExtra(state);
    if (call === undefined) return this.#callHead(this.#callCount++, id, name, whole, extra);
    const rest = whole.slice(call.told);
    if (rest === "" && state === undefined) return "";
    const piece = rest === "" ? {} : { function: { arguments: rest } };
    return this.#delta({ tool_calls: [{ index: call.index, ...piece, ...extra }] });
  }

  #callHead(index: number, id: string, name: string, text: string, extra: object = {}): string {
    const call = { index, id, type: "function", function: { name, arguments: text }, ...extra };
    return this.#delta({ tool_calls: [call] });
  }

  #file({ mediaType, data, url }: FilePart): string {
    if (!mediaType.startsWith("image/")) return "";
    const place = data === undefined ? url : dataUrl(mediaType, data);
    return place === undefined ? "" : this.#delta({ images: [imagePart(place)] });
  }

  /** Providers say what is cited, not where: it stands where they said it. */
  #citation({ url, title }: SourcePart): object {
    const at = { start_index: this.#length, end_index: this.#length };
    return { type: "url_citation", url_citation: { url, title: title ?? url, ...at } };
  }
}

const DONE = "data: [DONE]\n\n";

function event(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
