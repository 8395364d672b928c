import type { Script, ScriptError, ScriptStep } from "./script.ts";

/** A request as it came off the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A whole response. */
export interface WireReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a request for an answer asks, in the words of core whatever the wire calls them. */
export interface Asked {
  readonly model?: string;
  /** In order; text parts joined. Wires without roles tell of one message of role `user`. */
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  readonly tools?: readonly { readonly name: string; readonly parameters: unknown }[];
  /** Sampling fields by the names of core: `temperature`, `maxTokens`, `stop`, … */
  readonly sampling?: Readonly<Record<string, unknown>>;
  /** False where the request asked for one whole answer. Default: true. */
  readonly stream?: boolean;
}

/** One event of a stream before framing. */
export interface WireEvent {
  readonly data: string;
  /** The name of an SSE event, where the wire names them. */
  readonly event?: string;
  /**
   * What the event is for: a step of the script, the opening and closing events around it (`open`,
   * `close`), or the wire's last word (`marker`, such as `[DONE]`).
   */
  readonly of: ScriptStep["type"] | "open" | "close" | "marker";
  /** `data` is a remark that no reader sees, such as a comment of SSE: a ping where the wire has none. */
  readonly comment?: true;
}

/** Abilities that a wire may have beside text and finish. */
export type WireAbility =
  | "reasoning"
  | "tools"
  | "usage"
  /** An error can be told inside a stream that began well. */
  | "error"
  /** Such an error says of which kind it is: too many requests, too long a prompt, want of money, … */
  | "error-kinds"
  /** Calls of one answer can be told apart while they are streamed side by side. */
  | "parallel-tools"
  /** Arguments of tools travel as JSON text inside a string, so that not a digit of them is lost. */
  | "tool-arguments-text"
  /** The end says why: `length` and `content-filter` can be told from `stop`. */
  | "finish-reasons"
  /** Every event but the marker is a JSON object. */
  | "json"
  /** Requests carry the sampling fields, and `read` tells them. */
  | "sampling"
  | "system"
  | "history";

/** How an upstream of one wire talks: turns scripts into its events and reads its requests. */
export interface Dialect {
  readonly name: string;
  /** How events are framed: SSE, one JSON document a line, or plain text. */
  readonly framing: "sse" | "ndjson" | "text";
  /** What ends the lines of SSE. Default: LF. */
  readonly lineEnd?: "\n" | "\r\n" | "\r";
  /** Empty: none is sent. */
  readonly contentType: string;
  /** What proves the end of an answer. */
  readonly terminator: "finish" | "done" | "eof";
  /**
   * The kind of event that must have arrived for an answer to be complete. Default: `finish`, or
   * `marker` where that is the terminator; with `eof` it is the framing of HTTP.
   */
  readonly proof?: "finish" | "marker";
  readonly abilities: readonly WireAbility[];
  /** What stands between origin and the provider's own paths in `baseUrl`, such as `/v1`. Default: none. */
  readonly basePath?: string;
  /**
   * Reads a request: what it asks of the model; or a whole reply to one that only leads up to it (a chat
   * is created, models are listed); or undefined where the wire has no such request. `memory` is kept for
   * as long as the upstream runs.
   */
  readonly read: (
    request: WireRequest,
    memory: Map<string, unknown>,
  ) => Asked | WireReply | undefined;
  /**
   * The events of a script, in order, opening and marker included; `wait` and `bytes` never reach it.
   * A script without a finish is told as far as it goes: nothing closes it.
   */
  readonly encode: (script: Script, asked: Asked) => readonly WireEvent[];
  /** The body of a response with the given error status. */
  readonly errorBody: (error: ScriptError, status: number) => string;
  /** The whole answer to a request that did not ask for a stream, where the wire has such. */
  readonly whole?: (script: Script, asked: Asked) => string;
}

/** Whether `read` answered with a whole reply. */
export function isReply(answer: Asked | WireReply): answer is WireReply {
  return "status" in answer;
}
