import type {
  CallRequest,
  CallResult,
  Capability,
  Chunk,
  ErrorCode,
  ProviderError,
  ProviderManifest,
  ProviderSettings,
} from "@g4f/core";

import type { Dialect, WireAbility } from "./dialect.ts";
import type { Answer, Upstream, UpstreamTransport } from "./upstream.ts";

/** What a provider can be proven to do; each level stands on `core`. `wireless`: without an upstream. */
export type Level = "core" | "tools" | "reasoning" | "stateful" | "secure" | "wireless";

/** A call as the suite reads it: what a `ProviderStream` promises, whoever made it. */
export interface StreamUnderTest extends AsyncGenerator<string, undefined, undefined> {
  readonly result: Promise<CallResult>;
  readonly closed: Promise<void>;
  chunks(): AsyncGenerator<Chunk, undefined, undefined>;
  collect(): Promise<CallResult>;
  toReadableStream(): ReadableStream<string>;
}

/** A provider as the suite needs it: structural, so that two copies of core do not matter. */
export interface ProviderUnderTest {
  readonly manifest: ProviderManifest;
  createAsyncGenerator(request: CallRequest): StreamUnderTest;
}

/** Makes a fresh provider that talks to where `settings` say. */
export type Create = (settings: ProviderSettings) => ProviderUnderTest | Promise<ProviderUnderTest>;

/** One rule of the suite, and the experiment that proves it. */
export interface Case {
  /** Stable: `family.subject.detail`, lower case, such as `ending.cut.close-delimited`. */
  readonly id: string;
  readonly level: Level;
  /** What must hold, in one sentence that a report can show. */
  readonly rule: string;
  /** What it proves: rows and requirements, such as `F29`, `R1`, `§6 termination`. */
  readonly proves: readonly string[];
  /**
   * What the provider has to declare for this case to apply; anything but `false` counts. A case without
   * it is core: no manifest can remove it.
   */
  readonly needs?: readonly Capability[];
  /** What the wire must be able to say for this case to apply. */
  readonly wire?: readonly WireAbility[];
  /** Applies to terminators of these kinds only. Default: all. */
  readonly terminators?: readonly Dialect["terminator"][];
  /** Applies to these framings only. Default: all. */
  readonly framings?: readonly Dialect["framing"][];
  /** Applies to the dialects of these names only: what is peculiar to one wire. Default: all. */
  readonly dialects?: readonly string[];
  /** @throws CaseFailure (or anything) where the rule does not hold. */
  readonly run: (bench: Bench) => Promise<void>;
}

/** How a call ended, with all that was seen on the way. */
export interface Outcome {
  /** Everything `chunks()` gave, strings included, in order. */
  readonly chunks: readonly Chunk[];
  /** Text as it was streamed. */
  readonly text: string;
  /** The error that reading rejected with; undefined where the call was finished. */
  readonly error?: ProviderError;
  /** `.result`, where the call was finished. */
  readonly result?: CallResult;
}

/** What a case works with; everything that it opened is closed after it. */
export interface Bench {
  /** The wire; one that can say nothing but text for the level `wireless`. */
  readonly dialect: Dialect;
  readonly manifest: ProviderManifest;
  /** Aborted when the case is over or out of time. */
  readonly signal: AbortSignal;
  /**
   * Starts an upstream that answers so. Default transport: `memory`, or `tcp` for a provider that does
   * not send through the transport of its settings.
   */
  readonly upstream: (
    answers: Answer | readonly Answer[],
    options?: { readonly transport?: UpstreamTransport },
  ) => Promise<Upstream>;
  /**
   * A fresh provider that talks to `upstream` (none: a provider without a wire), with the canary key
   * unless settings say otherwise.
   */
  readonly create: (
    upstream: Upstream | undefined,
    settings?: ProviderSettings,
  ) => Promise<ProviderUnderTest>;
  /**
   * Starts a call; nothing is sent before it is read. Default messages: one of the user. A model is named
   * where the provider has no default one.
   */
  readonly call: (provider: ProviderUnderTest, request?: Partial<CallRequest>) => StreamUnderTest;
  /** Reads a stream to its end whatever the end; rejects only where the error is no `ProviderError`. */
  readonly read: (stream: StreamUnderTest) => Promise<Outcome>;
  /** `upstream`, `create`, `call` and `read` in one, for the cases that need no more. */
  readonly ask: (
    answers: Answer | readonly Answer[],
    options?: {
      readonly transport?: UpstreamTransport;
      readonly settings?: ProviderSettings;
      readonly request?: Partial<CallRequest>;
    },
  ) => Promise<Outcome & { readonly upstream: Upstream }>;
  /** The key, cookie value and proxy password that must appear nowhere. */
  readonly canaries: { readonly key: string; readonly cookie: string; readonly password: string };
  /** Runs after the case, last registered first. */
  readonly defer: (cleanup: () => unknown) => void;
  /** Whether the manifest declares it: `false` is no, anything else yes. */
  readonly declares: (capability: Capability) => boolean;
  /** Rejects with a CaseFailure naming `what` where `promise` does not settle in `ms`. */
  readonly within: <T>(ms: number, what: string, promise: Promise<T>) => Promise<T>;
}

/** What a rule was broken by. The report shows all four. */
export class CaseFailure extends Error {
  readonly sent: string | undefined;
  readonly received: string;
  readonly expected: string;

  constructor(facts: {
    readonly message: string;
    readonly sent?: string;
    readonly received: string;
    readonly expected: string;
  }) {
    super(facts.message);
    this.name = "CaseFailure";
    this.sent = facts.sent;
    this.received = facts.received;
    this.expected = facts.expected;
  }
}

/** What an error must be, as far as a rule says; see `expectError`. */
export interface ExpectedError {
  readonly code: ErrorCode | readonly ErrorCode[];
  readonly retryable?: boolean;
  readonly status?: number;
  readonly phase?: ProviderError["phase"] | readonly ProviderError["phase"][];
  readonly retryAfterMs?: number;
}
