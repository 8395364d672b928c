import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

import { ProviderError, type CallResult, type Chunk } from "@g4f/core";
import type { AnswerStream } from "@g4f/core/registry";

import type { Found } from "../catalog/catalog.ts";
import type { Client } from "../client.ts";
import type { AnswerHead, AnswerWriter, Assembly, Face, FaceRequest } from "../face.ts";
import { failureOf, type Failure } from "../failure.ts";
import type { Refusal } from "../refusal.ts";
import { openCall, type OpenedCall } from "./open-call.ts";
import { Sink } from "./sink.ts";

/** Times of an answer, in ms. */
export interface RelayTimes {
  /**
   * An answer that is silent for so long gets a sign of life; one that has not begun gets its head
   * after twice as long, and its errors are events from then on. Default 15 000.
   */
  readonly keepAliveMs: number;
  /** How long a client may take nothing of what is sent before it is cut off. Default 60 000. */
  readonly writeStallMs: number;
}

export const RELAY_DEFAULTS: RelayTimes = { keepAliveMs: 15_000, writeStallMs: 60_000 };

/** What one call becomes one answer of. */
export interface RelaySetup {
  readonly response: ServerResponse;
  readonly face: Face;
  readonly asked: FaceRequest;
  readonly found: Found;
  readonly client: Client;
  readonly answer: AnswerHead;
  readonly requestId: string;
  /** When the request came, as `performance.now()` has it. */
  readonly begin: number;
  readonly headers: OutgoingHttpHeaders;
  readonly times: RelayTimes;
  /** Ends the call upstream; aborted as soon as the client has left before its answer was complete. */
  readonly abort: AbortController;
}

/**
 * How an answer ended: with its end, because the client left, because it took nothing for so long that
 * it was cut off, or with an error.
 */
export type Outcome = "complete" | "aborted" | "stalled" | "failed";

/** What an answer came to. */
export interface Relayed {
  readonly outcome: Outcome;
  readonly result?: CallResult;
  /** Of the call; also where the client left. */
  readonly error?: unknown;
  /** What the client was told, or still has to be told where nothing was sent. */
  readonly failure?: Failure;
  /** From the request to the first byte of its answer; undefined where none was sent. */
  readonly firstByteMs: number | undefined;
}

const SILENT_TURNS = 2;

/** One call on its way to one client. */
export class Relay {
  readonly #setup: RelaySetup;
  readonly #closed = Promise.withResolvers<void>();
  #cut: Refusal | undefined;
  /** What it is where the client is gone before its end. */
  #gone: "aborted" | "stalled" = "aborted";
  #firstByte: number | undefined;

  constructor(setup: RelaySetup) {
    this.#setup = setup;
    const { response } = setup;
    response.once("close", () => this.#closed.resolve());
    // The clock of the socket, which runs while something is to be taken.
    response.once("timeout", () => {
      this.#gone = "stalled";
      response.destroy();
    });
  }

  /** Ends the call; the client is told why. */
  cut(why: Refusal): void {
    this.#cut ??= why;
    this.#setup.abort.abort(why);
  }

  /**
   * Answers. Never rejects: an error that came before the first byte is for the caller to tell the
   * client, one that came later was told. Settles when the client has everything, or is gone.
   */
  async run(): Promise<Relayed> {
    const { abort, asked, face, answer, requestId, response } = this.#setup;
    let sink: Sink | undefined;
    let writer: AnswerWriter | undefined;
    try {
      const call = openCall(this.#setup, abort.signal);
      if (!asked.stream) return await this.#whole(call);
      writer = call.over(face.open(asked, answer));
      sink = this.#sink();
      sink.hold(writer.start());
      const result = await this.#stream(call.stream, writer, sink);
      await this.#keep(result);
      sink.end(writer.end(result));
      await this.#closed.promise;
      return this.#over(result);
    } catch (error) {
      const gone = response.closed && this.#cut === undefined;
      // It may be the writer that failed: upstream has no reader any more.
      abort.abort(error);
      const failure = failureOf(this.#cut ?? error, requestId);
      if (!gone && sink?.committed === true && writer !== undefined) {
        sink.end(writer.fail(failure));
        await this.#closed.promise;
      }
      const outcome = gone ? this.#gone : "failed";
      return { outcome, error, failure, firstByteMs: this.#firstByte };
    }
  }

  #sink(): Sink {
    const { face, headers, response, times } = this.#setup;
    const head = { "content-type": face.contentType, "x-accel-buffering": "no", ...headers };
    return new Sink(response, { headers: head, writeStallMs: times.writeStallMs });
  }

  async #stream(stream: AnswerStream, writer: AnswerWriter, sink: Sink): Promise<CallResult> {
    const beat = this.#keepAlive(sink);
    // A client that reads slowly must not cost all that was written to it.
    const chunks = stream.chunks({ keepText: this.#setup.face.keep !== undefined });
    try {
      for (;;) {
        const step = await chunks.next();
        if (step.done === true) break;
        sink.add(textOf(writer, step.value));
        if (this.#firstByte === undefined && sink.committed) this.#onFirst();
        if (sink.blocked !== undefined) await sink.blocked;
      }
    } finally {
      clearInterval(beat);
    }
    return await stream.result;
  }

  #onFirst(): void {
    this.#firstByte = performance.now() - this.#setup.begin;
  }

  /** One timer for the whole answer; it looks whether anything was written since it last looked. */
  #keepAlive(sink: Sink): NodeJS.Timeout | undefined {
    const { face, times } = this.#setup;
    const { keepAlive } = face;
    if (keepAlive === undefined) return undefined;
    let [seen, silent] = [0, 0];
    return setInterval(() => {
      silent = sink.writes === seen ? silent + 1 : 0;
      const due = sink.started ? silent > 0 : silent >= SILENT_TURNS;
      if (due && sink.blocked === undefined) {
        sink.add(keepAlive);
        sink.flush();
      }
      seen = sink.writes;
    }, times.keepAliveMs);
  }

  async #whole(call: OpenedCall): Promise<Relayed> {
    const { face, asked, answer } = this.#setup;
    const assembly = call.passes ? face.assemble?.(asked, answer) : undefined;
    if (assembly !== undefined) await assemble(call.stream, assembly);
    else await call.stream.collect();
    const result = await call.stream.result;
    await this.#keep(result);
    this.#send(assembly?.body() ?? face.whole(asked, answer, result));
    await this.#closed.promise;
    return this.#over(result);
  }

  #send(answer: object): void {
    const { headers, response, times } = this.#setup;
    const body = JSON.stringify(answer);
    this.#onFirst();
    response.writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      ...headers,
    });
    response.end(body);
    if (response.writableLength > 0) response.socket?.setTimeout(times.writeStallMs);
  }

  #keep(result: CallResult): Promise<void> | undefined {
    const { face, asked, answer, client } = this.#setup;
    return face.keep?.(asked, answer, result, client);
  }

  /** What was answered whole counts whole, be it that the client left before its last byte. */
  #over(result: CallResult): Relayed {
    const outcome = this.#setup.response.writableFinished ? "complete" : this.#gone;
    return { outcome, result, firstByteMs: this.#firstByte };
  }
}

function textOf(writer: AnswerWriter, chunk: Chunk): string {
  if (typeof chunk === "string") return writer.text(chunk);
  if (chunk.type === "raw") return writer.raw(chunk);
  return chunk.type === "finish" ? "" : writer.part(chunk);
}

async function assemble(stream: AnswerStream, assembly: Assembly): Promise<void> {
  for await (const chunk of stream.chunks()) {
    if (typeof chunk === "string") continue;
    if (chunk.type === "raw") assembly.raw(chunk);
    else if (chunk.type === "provider") assembly.restart();
  }
}

/** What is known of tokens, of a good end or of a bad one. */
export function usageOf({ result, error }: Relayed): CallResult["usage"] {
  return result?.usage ?? (ProviderError.is(error) ? error.partial?.usage : undefined);
}
