import type { ProviderContext } from "../context.ts";
import { oneLine } from "../error-body.ts";
import { ProviderError } from "../errors.ts";
import { parseJson } from "../wire/json.ts";
import type { HttpBody, HttpResponse } from "./session.ts";
import type { TransportResponse } from "./transport.ts";

type Step = IteratorResult<Uint8Array, undefined>;
const DONE: Step = { done: true, value: undefined };
const ERROR_BODY_BYTES = 64 * 1024;
const EXCERPT = 2048;
const WHOLE_BODY_BYTES = 32 * 1024 * 1024;
const DRAIN_BYTES = 1024 * 1024;
/** How long an error body may take; then what has come of it has to do. */
const ERROR_BODY_MS = 2_000;
const DRAIN_MS = 1_000;

/** What a response needs to know of its call. */
export interface ResponseRules {
  readonly provider: string;
  readonly allowEmpty: boolean;
  /** The error that a body tells of. */
  readonly errorFrom: ProviderContext["errorFrom"];
  /** Masks secrets; told that `text` was cut, also the beginning of one at its end. */
  readonly redact: (text: string, cut?: boolean) => string;
}

/** A response bound to its call: read once, let go of at the end of the call at the latest. */
export class CallResponse implements HttpResponse, HttpBody {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly framed: boolean;
  readonly #response: TransportResponse;
  readonly #rules: ResponseRules;
  readonly #source: AsyncIterator<Uint8Array, undefined>;
  #empty = true;
  #over = false;
  #expected = false;
  #ending: NodeJS.Timeout | undefined;

  constructor(response: TransportResponse, rules: ResponseRules) {
    this.status = response.status;
    this.headers = response.headers;
    this.framed = response.framed;
    this.#response = response;
    this.#rules = rules;
    this.#source = response.body[Symbol.asyncIterator]();
  }

  get body(): HttpBody {
    return this;
  }

  /**
   * Leaving the loop does not cut the connection: the end of the call drains it after a good answer,
   * so that it is kept, and destroys it after any other.
   */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined, undefined> {
    return { next: this.#read };
  }

  /** An end before anything came is told where a stream was expected. */
  readonly #read = (): Promise<Step> => (this.#empty ? this.#readFirst() : this.#next());

  async #readFirst(): Promise<Step> {
    const step = await this.#next();
    const missing = step.done === true && this.#empty && this.#expected && this.framed;
    if (missing && !this.#rules.allowEmpty) throw this.#protocol("an empty body");
    return step;
  }

  async expect(mediaTypes: readonly string[]): Promise<void> {
    this.#expected = true;
    const type = mediaType(this.headers["content-type"]);
    if (type === undefined || mediaTypes.includes(type)) return;
    const text = await this.excerpt(ERROR_BODY_BYTES);
    const body = type.endsWith("json") ? tryJson(text) : undefined;
    if (hasError(body)) throw this.#rules.errorFrom(body, undefined, this.headers);
    throw this.#protocol(`${type} instead of ${mediaTypes[0]}`, text);
  }

  async text(): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    let bytes = 0;
    for await (const chunk of this) {
      bytes += chunk.length;
      if (bytes > WHOLE_BODY_BYTES) throw this.#protocol(`a body over ${WHOLE_BODY_BYTES} bytes`);
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  }

  async json(): Promise<unknown> {
    const text = await this.text();
    const type = mediaType(this.headers["content-type"]);
    if (text.trim() === "") throw this.#protocol("an empty body");
    let body: unknown;
    try {
      body = parseJson(text);
    } catch {
      throw this.#protocol(`${type ?? "a body"} that is not JSON`, text);
    }
    if (hasError(body)) throw this.#rules.errorFrom(body, undefined, this.headers);
    return body;
  }

  endWithin(ms: number = DRAIN_MS): void {
    this.#ending ??= setTimeout(() => this.destroy(), ms);
  }

  destroy(): void {
    clearTimeout(this.#ending);
    if (this.#over) return;
    this.#over = true;
    this.#response.destroy();
  }

  /** The beginning of the body as text, for an error; the rest is not read. */
  async excerpt(bytes: number = ERROR_BODY_BYTES): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    let left = bytes;
    const timer = setTimeout(() => this.destroy(), ERROR_BODY_MS);
    try {
      while (left > 0) {
        const step = await this.#next();
        if (step.done === true) break;
        text += decoder.decode(step.value.subarray(0, left), { stream: true });
        left -= step.value.length;
      }
    } catch {
      // The connection broke inside an error body: what has come of it is worth more than that.
    }
    clearTimeout(timer);
    if (left > 0) return text;
    this.destroy();
    return this.#rules.redact(text, true);
  }

  /** Reads what is left, for at most 1 s and 1 MiB, so that the connection is kept; then cuts. */
  async drain(): Promise<void> {
    if (this.#over) return;
    if (this.#response.body.complete === true) return this.#close();
    const timer = setTimeout(() => this.destroy(), DRAIN_MS);
    let bytes = 0;
    try {
      while (bytes <= DRAIN_BYTES) {
        const step = await this.#next();
        if (step.done === true) break;
        bytes += step.value.length;
      }
    } catch {
      // The answer is complete: what happens to the connection after it is no fault of the call.
    }
    clearTimeout(timer);
    this.destroy();
  }

  // Written with `then`: of a thousand slow streams each waits here, and a frame of its own is dear.
  #next(): Promise<Step> {
    return this.#over
      ? Promise.resolve(DONE)
      : this.#source.next().then(this.#onStep, this.#onFail);
  }

  readonly #onStep = (step: Step): Step => {
    if (step.done !== true) {
      this.#empty &&= step.value.length === 0;
      return step;
    }
    this.#close();
    return DONE;
  };

  readonly #onFail = (error: unknown): Step => {
    // Cut by ourselves, at `endWithin` or a limit: that is the end we wanted.
    if (this.#over) return DONE;
    this.#close();
    throw error;
  };

  #close(): void {
    this.#over = true;
    clearTimeout(this.#ending);
  }

  #protocol(what: string, body = ""): ProviderError {
    // Masked before it is cut: half a secret is not recognised any more.
    const safe = this.#rules.redact(body);
    const shown = oneLine(safe, 120);
    const cause = safe === "" ? undefined : new Error(oneLine(safe, EXCERPT));
    return new ProviderError(
      "protocol",
      `${this.#rules.provider} answered ${this.status} with ${what}${shown === undefined ? "" : `: ${shown}`}`,
      { provider: this.#rules.provider, status: this.status, phase: "status", cause },
    );
  }
}

function mediaType(header: string | undefined): string | undefined {
  const type = header?.split(";", 1)[0]?.trim().toLowerCase();
  return type === "" ? undefined : type;
}

function tryJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function hasError(body: unknown): boolean {
  const top: unknown = Array.isArray(body) ? body[0] : body;
  return (
    typeof top === "object" &&
    top !== null &&
    Object.hasOwn(top, "error") &&
    Boolean(Reflect.get(top, "error"))
  );
}

/** A body of an error response as the table reads it: parsed where it is JSON, else its text. */
export function parsedOrText(text: string): unknown {
  return tryJson(text) ?? text;
}
