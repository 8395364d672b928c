// https://opentelemetry.io/docs/specs/semconv/gen-ai/ (status: development)
import type { CallResult, Usage } from "@g4f/core";
import {
  context,
  metrics,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Histogram,
  type Meter,
  type MeterProvider,
  type Span,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";

import type { AttemptInfo, CallInfo, RouterEvent, RouterListener } from "./events.ts";

/** Where spans and metrics go. */
export interface OpenTelemetryOptions {
  /** Default: the global one. */
  readonly tracerProvider?: TracerProvider;
  /** Default: the global one. */
  readonly meterProvider?: MeterProvider;
}

const NAME = "@g4f/router";
const OPERATION = "chat";
/** Seconds, as the conventions have them. */
const DURATIONS = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
const TOKENS = [
  1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
];

/**
 * One client span for each call, with all its attempts as spans within, and the metrics of the gen_ai
 * conventions. No text of a request or an answer is in them. `router.subscribe(openTelemetry())`.
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): RouterListener {
  const observer = new Observer(
    (options.tracerProvider ?? trace).getTracer(NAME),
    (options.meterProvider ?? metrics).getMeter(NAME),
  );
  return (event) => observer.hear(event);
}

type EventOf<Type extends RouterEvent["type"]> = Extract<RouterEvent, { readonly type: Type }>;

class Observer {
  readonly #tracer: Tracer;
  readonly #duration: Histogram;
  readonly #firstChunk: Histogram;
  readonly #tokens: Histogram;
  readonly #calls = new WeakMap<CallInfo, Span>();
  readonly #attempts = new WeakMap<AttemptInfo, Span>();

  constructor(tracer: Tracer, meter: Meter) {
    this.#tracer = tracer;
    const seconds = { unit: "s", advice: { explicitBucketBoundaries: DURATIONS } };
    this.#duration = meter.createHistogram("gen_ai.client.operation.duration", seconds);
    this.#firstChunk = meter.createHistogram(
      "gen_ai.client.operation.time_to_first_chunk",
      seconds,
    );
    this.#tokens = meter.createHistogram("gen_ai.client.token.usage", {
      unit: "{token}",
      advice: { explicitBucketBoundaries: TOKENS },
    });
  }

  hear(event: RouterEvent): void {
    switch (event.type) {
      case "call-start":
        return this.#callStarts(event.call);
      case "attempt-start":
        return this.#attemptStarts(event);
      case "attempt-content":
        return this.#firstChunk.record(event.ms / 1000, attributesOf(event.attempt));
      case "attempt-end":
        return this.#attemptEnds(event);
      case "call-end":
        return this.#callEnds(event);
      case "wait":
        return void this.#calls.get(event.call)?.addEvent("g4f.wait", { "g4f.wait.ms": event.ms });
      case "health":
      case "store-failed":
        return;
    }
  }

  #callStarts(call: CallInfo): void {
    const model = call.model === undefined || call.model === "" ? "" : ` ${call.model}`;
    const attributes = {
      "gen_ai.operation.name": OPERATION,
      ...(model === "" ? {} : { "gen_ai.request.model": call.model }),
      "g4f.route": call.route,
      "g4f.call.id": call.id,
    };
    const span = this.#tracer.startSpan(`${OPERATION}${model}`, {
      kind: SpanKind.CLIENT,
      attributes,
    });
    this.#calls.set(call, span);
  }

  #attemptStarts({ call, attempt }: EventOf<"attempt-start">): void {
    const parent = this.#calls.get(call);
    const within =
      parent === undefined ? context.active() : trace.setSpan(context.active(), parent);
    const attributes = {
      ...attributesOf(attempt),
      "g4f.attempt.number": attempt.number,
      "g4f.attempt.why": attempt.why,
      ...(attempt.account === undefined ? {} : { "g4f.account": attempt.account }),
    };
    const span = this.#tracer.startSpan("g4f.attempt", { attributes }, within);
    this.#attempts.set(attempt, span);
  }

  #attemptEnds({ attempt, error }: EventOf<"attempt-end">): void {
    const span = this.#attempts.get(attempt);
    if (span === undefined) return;
    if (error !== undefined) fails(span, error.code, error.message);
    span.end();
  }

  #callEnds(event: EventOf<"call-end">): void {
    const { call, ms, result, error } = event;
    const common = outcomeOf(event);
    this.#duration.record(ms / 1000, common);
    if (result?.usage?.exact === true) this.#count(result.usage, common);
    const span = this.#calls.get(call);
    if (span === undefined) return;
    span.setAttributes(common);
    span.setAttribute("g4f.attempts", (result ?? error)?.attempts?.length ?? 0);
    if (result !== undefined) span.setAttributes(answerOf(result));
    if (error !== undefined) fails(span, error.code, error.message);
    span.end();
  }

  #count({ inputTokens, outputTokens }: Usage, common: Attributes): void {
    for (const [type, tokens] of [
      ["input", inputTokens],
      ["output", outputTokens],
    ] as const) {
      if (tokens === undefined) continue;
      this.#tokens.record(tokens, { ...common, "gen_ai.token.type": type });
    }
  }
}

/** Who answered, or was the last to fail. */
function outcomeOf({ call, result, error }: EventOf<"call-end">): Attributes {
  const last = (result ?? error)?.attempts?.at(-1);
  const model = last?.model ?? call.model ?? "";
  return {
    "gen_ai.operation.name": OPERATION,
    "gen_ai.provider.name": last?.provider ?? call.route,
    "gen_ai.request.model": call.model ?? model,
    "gen_ai.response.model": model,
    ...(error === undefined ? {} : { "error.type": error.code }),
  };
}

function answerOf({ finishReason, usage }: CallResult): Attributes {
  const { inputTokens, outputTokens } = usage ?? {};
  return {
    "gen_ai.response.finish_reasons": [finishReason],
    ...(inputTokens === undefined ? {} : { "gen_ai.usage.input_tokens": inputTokens }),
    ...(outputTokens === undefined ? {} : { "gen_ai.usage.output_tokens": outputTokens }),
  };
}

function attributesOf({ provider, model }: AttemptInfo): Attributes {
  return {
    "gen_ai.operation.name": OPERATION,
    "gen_ai.provider.name": provider,
    "gen_ai.request.model": model,
  };
}

function fails(span: Span, code: string, message: string): void {
  span.setAttribute("error.type", code);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}
