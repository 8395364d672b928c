import type { ProviderSettings } from "@g4f/core";

import type { Asked, Dialect, WireRequest } from "./dialect.ts";
import type { Script, ScriptError } from "./script.ts";

/** How the bytes of an answer travel. Offsets count bytes of the body before transfer coding. */
export interface Delivery {
  /** Default: 200. */
  readonly status?: number;
  /** Added to, or (value undefined) taken from, those of the dialect. Lower-case names. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** What proves the end of the body. Default: chunked. */
  readonly frame?: "chunked" | "length" | "close";
  /** Changes the body before it is cut in pieces: line ends, a BOM, comments, another coding. */
  readonly transform?: (body: Uint8Array) => Uint8Array;
  /** How the body is cut into writes. Default: one write per event. */
  readonly slice?: Slice;
  /** How it ends. Default: as the framing wants, connection kept where it can be. */
  readonly end?: Ending;
  /** Send the headers, and nothing else, before this opens. */
  readonly gate?: { readonly opened: Promise<void> };
  /** Send nothing at all, headers included, before this opens. */
  readonly headerGate?: { readonly opened: Promise<void> };
}

/** Where a body is cut: after every `bytes`, at the given offsets, or at random from a seed. */
export type Slice =
  | { readonly by: "event" | "whole" }
  | { readonly by: "bytes"; readonly bytes: number }
  | { readonly by: "offsets"; readonly offsets: readonly number[] }
  | { readonly by: "seed"; readonly seed: number; readonly max: number };

/** What happens at byte `at` of the body (default: behind the last one) instead of a good end. */
export interface Ending {
  readonly at?: number;
  readonly how:
    /** The connection is closed. Chunked: without its last chunk. */
    | "fin"
    /** The connection is reset. */
    | "rst"
    /** Nothing more comes, the connection stays open. */
    | "hang"
    /** Chunked: the last chunk is sent properly although the body is not complete. */
    | "clean"
    /** Bytes that belong to no response. */
    | "garbage";
}

/** One answer to one call. */
export type Answer =
  | { readonly script: Script; readonly delivery?: Delivery }
  /** An error status with the dialect's own body for it, or with `body` as it is. */
  | {
      readonly error: ScriptError;
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Something else than HTTP can say: does what it likes with the connection. */
  | { readonly connection: "reset" | "close" | "silence" | "garbage" };

/** A request for an answer, and how its connection fared. */
export interface SeenCall {
  readonly request: WireRequest;
  readonly asked: Asked;
  /** Bytes of the response body that were handed to the system. */
  readonly bytesWritten: number;
  /** Resolves once the client has closed the connection or reset it; with an answer that ended, at once. */
  readonly closed: Promise<void>;
  /** Resolves once the whole answer was written. */
  readonly written: Promise<void>;
}

/** How a provider reaches the simulated upstream. */
export type UpstreamTransport = "tcp" | "tls" | "proxy" | "tls-proxy" | "memory";

/** A simulated upstream on 127.0.0.1, or in memory. */
export interface Upstream extends AsyncDisposable {
  readonly dialect: Dialect;
  readonly transport: UpstreamTransport;
  readonly baseUrl: string;
  /** What reaches it: base URL, and transport, proxy or trusted certificate where they are needed. */
  readonly settings: Pick<ProviderSettings, "baseUrl" | "transport" | "tls"> & {
    readonly proxy?: string;
  };
  /** The answers to the next calls, in order; the last one repeats. */
  readonly play: (...answers: readonly Answer[]) => void;
  /** Requests for an answer, in order. */
  readonly calls: readonly SeenCall[];
  /** Every request, leading-up ones and unknown ones included. */
  readonly requests: readonly WireRequest[];
  /** Connections ever made, and those that are open. */
  readonly connections: number;
  readonly open: number;
  /** Resolves with call number `index` (from 0) once its request is read. */
  readonly called: (index?: number) => Promise<SeenCall>;
  /** Resolves once no connection is open. */
  readonly idle: () => Promise<void>;
  /** The body bytes of an answer as they would be written for `asked`. */
  readonly bytesOf: (script: Script, asked?: Asked) => Uint8Array;
  readonly close: () => Promise<void>;
}
