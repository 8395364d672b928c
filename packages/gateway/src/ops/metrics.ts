import type { Usage } from "@g4f/core";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

import type { FailureCode } from "../failure.ts";
import type { Outcome } from "../relay/relay.ts";

/** What the metrics are told of one request that is over. Nothing of it is a client's own word. */
export interface RequestFacts {
  /** The face, or the path of an endpoint as it was registered. */
  readonly endpoint: string;
  /** As it was registered; undefined where it never came to one. */
  readonly provider: string | undefined;
  readonly status: number;
  readonly outcome: Outcome;
  readonly code: FailureCode | undefined;
  readonly ms: number;
  readonly firstByteMs?: number | undefined;
  readonly usage?: Usage | undefined;
}

/** What is read when somebody asks. */
export interface Readings {
  readonly load: () => { readonly streams: number; readonly queued: number };
  readonly loopDelayMs: () => number;
}

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/**
 * The metrics of one gateway, for Prometheus. Labels take their values from closed lists (endpoints,
 * codes) and from the operator (providers), never from a request.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<"endpoint" | "provider" | "status" | "outcome" | "code">;
  readonly #seconds: Histogram<"endpoint">;
  readonly #firstByte: Histogram<"endpoint">;
  readonly #tokens: Counter<"provider" | "kind">;

  constructor(readings: Readings) {
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: "g4f_requests_total",
      help: "Requests that are over.",
      labelNames: ["endpoint", "provider", "status", "outcome", "code"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "g4f_request_seconds",
      help: "How long requests took.",
      labelNames: ["endpoint"],
      buckets: SECONDS,
      registers,
    });
    this.#firstByte = new Histogram({
      name: "g4f_first_byte_seconds",
      help: "From a request to the first byte of its answer.",
      labelNames: ["endpoint"],
      buckets: SECONDS,
      registers,
    });
    this.#tokens = new Counter({
      name: "g4f_tokens_total",
      help: "Tokens, as providers counted them or as they were estimated.",
      labelNames: ["provider", "kind"],
      registers,
    });
    addGauges(registers, readings);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  count({ endpoint, provider = "", status, outcome, code, ...facts }: RequestFacts): void {
    const { ms, firstByteMs, usage } = facts;
    this.#requests.inc({ endpoint, provider, status: String(status), outcome, code: code ?? "" });
    this.#seconds.observe({ endpoint }, ms / 1e3);
    if (firstByteMs !== undefined) this.#firstByte.observe({ endpoint }, firstByteMs / 1e3);
    this.#tokens.inc({ provider, kind: "input" }, usage?.inputTokens ?? 0);
    this.#tokens.inc({ provider, kind: "output" }, usage?.outputTokens ?? 0);
  }
}

function addGauges(registers: Registry[], { load, loopDelayMs }: Readings): void {
  const add = (name: string, help: string, read: () => number): void => {
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
  };
  add("g4f_streams", "Answers that are being given.", () => load().streams);
  add("g4f_queued", "Requests that wait for a place.", () => load().queued);
  add("g4f_loop_delay_seconds", "Worst delay of the event loop lately.", () => loopDelayMs() / 1e3);
  add("g4f_memory_bytes", "Resident memory of the process.", () => process.memoryUsage.rss());
}
