import {
  trace,
  type Attributes,
  type Context,
  type MeterProvider,
  type Span,
  type SpanOptions,
  type TracerProvider,
} from "@opentelemetry/api";

/** A span as it was recorded. */
export interface RecordedSpan {
  readonly name: string;
  readonly kind: number | undefined;
  readonly parent: string | undefined;
  readonly attributes: Attributes;
  status: unknown;
  ended: boolean;
}

/** A tracer that keeps what it is told. */
export function recordingTracer(): {
  readonly provider: TracerProvider;
  readonly spans: readonly RecordedSpan[];
} {
  const spans: RecordedSpan[] = [];
  const names = new WeakMap<object, string>();
  const startSpan = (name: string, options: SpanOptions = {}, within?: Context): Span => {
    const parent = within === undefined ? undefined : trace.getSpan(within);
    const span: RecordedSpan = {
      name,
      kind: options.kind,
      parent: parent === undefined ? undefined : names.get(parent),
      attributes: { ...options.attributes },
      status: undefined,
      ended: false,
    };
    spans.push(span);
    const made = {
      setAttribute: (key: string, value: string) => void (span.attributes[key] = value),
      setAttributes: (attributes: Attributes) => void Object.assign(span.attributes, attributes),
      setStatus: (status: unknown) => void (span.status = status),
      addEvent: () => {},
      end: () => void (span.ended = true),
    } as unknown as Span;
    names.set(made, name);
    return made;
  };
  return { provider: { getTracer: () => ({ startSpan }) } as unknown as TracerProvider, spans };
}

/** A meter that keeps what it is told: name, value, attributes. */
export function recordingMeter(): {
  readonly provider: MeterProvider;
  readonly records: readonly (readonly [string, number, Attributes])[];
} {
  const records: [string, number, Attributes][] = [];
  const createHistogram = (name: string) => ({
    record: (value: number, attributes: Attributes = {}) =>
      void records.push([name, value, attributes]),
  });
  return {
    provider: { getMeter: () => ({ createHistogram }) } as unknown as MeterProvider,
    records,
  };
}
