import { ProviderError, type ContentPart, type Messages, type Part, type RawPart } from "@g4f/core";
import { CONTENT } from "@g4f/core/engine";
import type { Provider } from "@g4f/core/registry";

import type { AnswerWriter, Face, FaceRequest, WireOptions } from "../face.ts";
import type { Failure } from "../failure.ts";

/** What a provider of the same wire is asked: the body as it came, and its events as they come. */
export type PassedCall = Pick<FaceRequest["call"], "messages"> &
  WireOptions & {
    readonly raw: true;
    readonly extraBody: Readonly<Record<string, unknown>>;
  };

/**
 * Fields of a body that the gateway answers for itself, beside those of every API. What an account keeps
 * upstream is not for the clients of this gateway to reach: they share it.
 */
const OWNED_OF: Readonly<Record<string, readonly string[]>> = {
  "openai-responses": ["previous_response_id", "store"],
};

/** Most characters of events that are held back until there is content. */
const MOST_HELD = 32 * 1024 * 1024;

/** Whether what a client asks reaches this provider in the very API in which it was asked. */
export function passesThrough({ wire }: Pick<Face, "wire">, { manifest }: Provider): boolean {
  return manifest.wire === wire;
}

/**
 * What is asked of a provider for which {@link passesThrough} holds. All but the messages is in the body
 * as it came, so that nothing that is not modelled is lost or refused here.
 */
export function passedCall({ wire }: Pick<Face, "wire">, asked: FaceRequest): PassedCall {
  const { original, wireOptions } = asked;
  const { model: _, stream: __, ...passed } = original;
  const extraBody: Record<string, unknown> = passed;
  for (const field of OWNED_OF[wire] ?? []) delete extraBody[field];
  return {
    messages: gistOf(asked.call.messages),
    raw: true,
    extraBody: wire === "openai-chat" ? withUsage(extraBody) : extraBody,
    ...wireOptions,
  };
}

/**
 * The body says it all. Beside it, routes and limits want to know how long a request is and what media
 * it has; who spoke when is for upstream alone to judge.
 */
function gistOf(messages: Messages): Messages {
  const content: ContentPart[] = [];
  for (const { content: said } of messages) {
    if (typeof said !== "string") for (const part of said ?? []) content.push(inShort(part));
    else if (said !== "") content.push({ type: "text", text: said });
  }
  return [{ role: "user", content: content.length === 0 ? "…" : content }];
}

function inShort(part: ContentPart): ContentPart {
  if (part.type === "text") return { type: "text", text: part.text };
  if (typeof part.url !== "string" || !part.url.startsWith("data:")) return part;
  const { url } = part;
  return { ...part, url: `${url.slice(0, url.indexOf(",") + 1)}AA==` };
}

/** Usage is counted here, whether or not the client wants to see it; the provider knows how to ask. */
function withUsage(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(body, "stream_options")) return body;
  const { stream_options: options, ...rest } = body;
  const { include_usage: _, ...others } = Object(options) as Record<string, unknown>;
  const more = Object.keys(others).length > 0;
  return more ? { ...rest, stream_options: { ...others, include_usage: true } } : rest;
}

/**
 * Writes upstream's own events, in their own words, in place of what they mean. Each is held until the
 * provider has said what it means: an event that turns out to be an error, or the end of an answer that
 * is not complete, is never written. Until there is content all are held, so that an error is still a
 * status, and a route may still ask somebody else.
 */
export class PassingWriter implements AnswerWriter {
  readonly #writer: AnswerWriter;
  readonly #mayRestart: boolean;
  #held = "";
  #any = false;
  #committed = false;

  /** @param mayRestart Whether the provider is a route: until content, it may begin anew. */
  constructor(writer: AnswerWriter, mayRestart: boolean) {
    this.#writer = writer;
    this.#mayRestart = mayRestart;
  }

  /** How an answer begins, upstream says itself. */
  readonly start = (): string => "";

  readonly text = (): string => this.#release();

  readonly raw = (part: RawPart): string => {
    const event = this.#writer.raw(inOneLine(part));
    const before = this.#committed ? this.#held : "";
    this.#held = this.#committed ? event : this.#held + event;
    this.#any = true;
    if (this.#held.length > MOST_HELD) throw tooMuch();
    return before;
  };

  readonly part = (part: Part): string => {
    if (part.type === "provider" && !this.#committed) {
      this.#held = "";
      this.#any = false;
    }
    const tells = CONTENT.has(part.type) || (part.type === "custom" && !this.#mayRestart);
    return tells ? this.#release() : "";
  };

  readonly end = (): string => {
    if (!this.#any) throw withoutEvents();
    return this.#flush() + this.#writer.rawEnd();
  };

  readonly rawEnd = (): string => "";

  readonly fail = (failure: Failure): string => {
    this.#held = "";
    return this.#writer.fail(failure);
  };

  #release(): string {
    if (!this.#any) throw withoutEvents();
    this.#committed = true;
    return this.#flush();
  }

  #flush(): string {
    const held = this.#held;
    this.#held = "";
    return held;
  }
}

/** Between the tokens of JSON a line end means no more than a blank, but to a stream of lines it does. */
function inOneLine(part: RawPart): RawPart {
  const { text } = part;
  if (text === undefined || !(text.includes("\n") || text.includes("\r"))) return part;
  return { type: "raw", data: part.data, text: text.replaceAll(/\r\n?|\n/g, " ") };
}

function withoutEvents(): ProviderError {
  const message = "the provider names a wire, but hands out none of its events";
  return new ProviderError("protocol", message, { phase: "stream" });
}

function tooMuch(): ProviderError {
  const message = `more than ${MOST_HELD} characters of events came without content`;
  return new ProviderError("protocol", message, { phase: "stream" });
}
