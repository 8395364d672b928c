import type { Usage } from "@g4f/core";
import type { Eventually } from "@g4f/router";

import type { FaceRequest } from "./face.ts";

/** Whoever a key belongs to. Made by the key ring; never holds the key itself. */
export interface Client {
  /** Of the key; what is kept for a client is kept under it, and foreign ids are 404. */
  readonly id: string;
  /** For logs and people. */
  readonly name: string;
  /** What the key may do; absent: everything. */
  readonly policy?: ClientPolicy;
}

/** The limits of a key. */
export interface ClientPolicy {
  /** Whether `model`, an id of the catalog, is there for this client. */
  readonly allows: (model: string) => boolean;
  /**
   * Asked once before each call, when the model was found. What was admitted is told as one `Spend` with
   * the same `requestId` when it is over, however it ended: what was reserved for it is then let go.
   * @throws Refusal `rate_limit` or `quota` where a limit or budget is used up.
   */
  readonly admit: (asked: FaceRequest, model: string, requestId: string) => Eventually<void>;
}

/** What one call came to, good or not: for budgets, the spend log and metrics. */
export interface Spend {
  readonly requestId: string;
  readonly client: Client;
  readonly face: string;
  /** The id of the catalog. */
  readonly model: string;
  /** Who answered, where somebody did. */
  readonly provider: string | undefined;
  /** The model as who answered knows it: what prices go by. */
  readonly upstreamModel: string | undefined;
  readonly usage: Usage | undefined;
  /** What the answer ended with. */
  readonly outcome: "complete" | "aborted" | "stalled" | "failed";
  /** ms since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** Finds who a secret belongs to. */
export interface KeyRing {
  /** Undefined where no key has this secret, or it is revoked. Compares digests, in constant time. */
  readonly find: (secret: string) => Eventually<Client | undefined>;
}
