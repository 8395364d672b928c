import type { Socket } from "node:net";

import type { buildConnector } from "undici";

import type { ErrorPhase, ProviderError } from "../errors.ts";
import { endpointOf, type Dial } from "./connector.ts";
import { skipContinue } from "./interim.ts";
import { networkError } from "./network-error.ts";
import { placeOf, type Attempt, type Endpoint } from "./socket.ts";

interface OpenAttempt extends Attempt {
  readonly fail: (error: unknown) => void;
}

const CONNECT_TIMEOUT = Object.assign(new Error("connect timeout"), { code: "ETIMEDOUT" });
const CLOSED_AT_ONCE = Object.assign(new Error("closed as soon as connected"), {
  code: "ECONNRESET",
});

/**
 * The connection of one undici client, which serves one request at a time. undici has no way to
 * give up a connection that is being made, so the client's connector is here, and can.
 */
export class Line {
  readonly #dial: Dial;
  readonly #limitMs: number;
  #socket: Socket | undefined;
  #attempt: OpenAttempt | undefined;
  #refusal: ProviderError | undefined;
  #awaitResponse: (() => void) | undefined;

  constructor(dial: Dial, limitMs: number) {
    this.#dial = dial;
    this.#limitMs = limitMs;
  }

  /** How far the connection that is being made has come. */
  get phase(): ErrorPhase {
    return this.#attempt?.phase ?? "connect";
  }

  /** Whether the other side has ended the connection. */
  get closedByPeer(): boolean {
    const { readableEnded, errored } = this.#socket ?? {};
    if (readableEnded === true) return true;
    return errored instanceof Error && Reflect.get(errored, "code") === "ECONNRESET";
  }

  /** A new request has been given to the client. */
  assign(): void {
    this.#refusal = undefined;
  }

  /** The request is about to be written. */
  begin(): void {
    this.#awaitResponse?.();
  }

  /** The request is not wanted any more: what is being opened for it is destroyed, nothing new is opened. */
  cancel(error: ProviderError): void {
    this.#refusal = error;
    this.#attempt?.fail(error);
  }

  /** An upload that goes on after the answer is complete is stopped; the connection goes with it. */
  stopUpload(): void {
    if ((this.#socket?.writableLength ?? 0) > 0) this.#socket?.destroy();
  }

  /**
   * undici's connector. What it hands back on failure is a ProviderError, never one of the codes
   * that undici takes as a reason to connect again without end.
   */
  readonly connect: buildConnector.connector = (options, callback) => {
    const target = endpointOf(options);
    const abort = new AbortController();
    const over = (): boolean => {
      if (this.#attempt !== attempt) return true;
      this.#attempt = undefined;
      clearTimeout(timer);
      return false;
    };
    const fail = (error: unknown): void => {
      if (over()) return;
      abort.abort();
      callback(networkError(error, placeOf(attempt, target.hostname)), null);
    };
    const succeed = (socket: Socket): void => {
      if (over()) return;
      this.#socket = socket;
      this.#awaitResponse = skipContinue(socket);
      callback(null, socket);
    };
    const attempt: OpenAttempt = { signal: abort.signal, phase: "connect", fail };
    const timer = setTimeout(() => fail(CONNECT_TIMEOUT), this.#limitMs);
    this.#attempt = attempt;
    this.#open(target, attempt).then(succeed, fail);
  };

  async #open(target: Endpoint, attempt: Attempt): Promise<Socket> {
    if (this.#refusal !== undefined) throw this.#refusal;
    const socket = await this.#dial(target, attempt);
    // undici would take a dead socket as a reason to connect again.
    if (socket.destroyed) throw CLOSED_AT_ONCE;
    return socket;
  }
}
