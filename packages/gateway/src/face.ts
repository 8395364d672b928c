import type { CallResult, Capability, CommonRequest, Part, RawPart } from "@g4f/core";

import type { Client } from "./client.ts";
import type { Failure } from "./failure.ts";
import type { Refusal } from "./refusal.ts";

/** One API that clients speak: how its requests are read and its answers written. Pure; no I/O. */
export interface Face<Asked extends FaceRequest = FaceRequest> {
  readonly name: "openai-chat" | "openai-responses" | "anthropic-messages" | "ollama-chat";
  /** `manifest.wire` of the providers that speak the same: what is not modelled can pass through. */
  readonly wire: string;
  /** Of a streamed answer: `text/event-stream; charset=utf-8`, `application/x-ndjson`. */
  readonly contentType: string;
  /** What keeps an idle stream open, such as `: keep-alive\n\n`; undefined: the API has nothing. */
  readonly keepAlive: string | undefined;
  /**
   * The request that a body is. Total on arbitrary JSON: it gives a request or throws a Refusal.
   * @throws Refusal that names the parameter.
   */
  readonly read: (body: unknown, head: FaceHead) => Asked;
  /** The writer of one streamed answer. */
  readonly open: (asked: Asked, answer: AnswerHead) => AnswerWriter;
  /** The body of an answer that is not streamed. */
  readonly whole: (asked: Asked, answer: AnswerHead, result: CallResult) => object;
  /** Same wire, not streamed: puts the body together from upstream's own events; absent: `whole`. */
  readonly assemble?: (asked: Asked, answer: AnswerHead) => Assembly;
  /** What this API calls the fields that a provider may not support. */
  readonly fields: Readonly<Partial<Record<Capability, string>>>;
  /** The body of an HTTP error in this API's own form. */
  readonly errorBody: (failure: Failure) => object;
  /** Completes a request from what earlier answers left behind. @throws Refusal */
  readonly prepare?: (asked: Asked, client: Client) => Promise<Asked>;
  /** Keeps a good answer for later requests; done before the client reads its end. */
  readonly keep?: (
    asked: Asked,
    answer: AnswerHead,
    result: CallResult,
    client: Client,
  ) => Promise<void>;
}

/** What a face may know of the head of a request. */
export interface FaceHead {
  /** Those that are on the allow-list, by lower-cased name: versions and betas of an API, no secrets. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What the relay needs of any request; a face adds what its writer needs. */
export interface FaceRequest {
  /** As the client wrote it. */
  readonly model: string;
  readonly stream: boolean;
  /** What the provider is asked, without model and signal. */
  readonly call: Omit<CommonRequest, "model" | "signal">;
  /** The body as it came, for providers of the same wire. */
  readonly original: Readonly<Record<string, unknown>>;
  /**
   * Options for providers of the same wire, read from headers: `beta` names features, `version` that of
   * the API.
   */
  readonly wireOptions?: WireOptions;
  /** Thrown where the provider speaks another wire: only the same one can carry what is asked. */
  readonly sameWireOnly?: Refusal;
}

/** A body that is put together from the events of the same answer, streamed. */
export interface Assembly {
  readonly raw: (part: RawPart) => void;
  /** A route begins anew with somebody else: what came so far belongs to nothing. */
  readonly restart: () => void;
  /** Undefined where the events do not make one: then it is `whole`. */
  readonly body: () => object | undefined;
}

/** What headers say beside a body; options of the providers that know them. */
export interface WireOptions {
  readonly beta?: readonly string[];
  readonly version?: string;
}

/** What is known of an answer before it comes. */
export interface AnswerHead {
  /** 128 random bits as 32 hex digits; a face sets its API's own prefix before it. */
  readonly id: string;
  /** As the client wrote it. */
  readonly model: string;
  /** ms since 1970. */
  readonly createdAt: number;
}

/** Turns one answer into text to send. Each method gives what to write, `""` for nothing. */
export interface AnswerWriter {
  /** Before anything else, once. */
  readonly start: () => string;
  /** Once for each token: a prebuilt prefix, `JSON.stringify(text)`, a suffix. */
  readonly text: (text: string) => string;
  /** Every part but `raw` and `finish`. */
  readonly part: (part: Part) => string;
  /** Same wire: an upstream event as it came. Then `start`, `text`, `part` and `end` are not called. */
  readonly raw: (part: RawPart) => string;
  /** Same wire: the end marker where it is no event of its own, such as `[DONE]`. */
  readonly rawEnd: () => string;
  /** Finish, usage where it was asked for, the end marker. */
  readonly end: (result: CallResult) => string;
  /** After the first byte: this API's error event, without an end marker. */
  readonly fail: (failure: Failure) => string;
}
