import {
  getRandomHex,
  ProviderError,
  type CallResult,
  type Capability,
  type Chunk,
  type Messages,
  type ProviderManifest,
  type ProviderSettings,
} from "@g4f/core";

import {
  CaseFailure,
  type Bench,
  type Create,
  type Outcome,
  type ProviderUnderTest,
  type StreamUnderTest,
} from "./case.ts";
import type { Dialect } from "./dialect.ts";
import { modelFor } from "./model-for.ts";
import { showAnswer } from "./show-answer.ts";
import { show } from "./show.ts";
import { simulate } from "./simulator/simulate.ts";
import type { Answer, Upstream, UpstreamTransport } from "./upstream.ts";
import { within } from "./within.ts";

const MESSAGES: Messages = [{ role: "user", content: "Hello" }];
/** How long a call may take to end once the case that made it is over. */
const CLOSE_MS = 1_000;
const RESULT_MS = 2_000;
/** A failure shows no more answers than this. */
const MOST_SHOWN = 3;

/** What a bench is set up for. */
export interface BenchSetup {
  readonly dialect: Dialect;
  readonly manifest: ProviderManifest;
  readonly create: Create;
  /** Where a case does not say. */
  readonly transport: UpstreamTransport;
}

/** The bench of one case. `close` ends whatever the case left open. */
export class CaseBench implements Bench {
  readonly dialect: Dialect;
  readonly manifest: ProviderManifest;
  readonly signal: AbortSignal;
  readonly canaries: Bench["canaries"];
  readonly #setup: BenchSetup;
  readonly #abort = new AbortController();
  readonly #streams: StreamUnderTest[] = [];
  readonly #upstreams: Upstream[] = [];
  readonly #cleanups: (() => unknown)[] = [];
  #answers: readonly Answer[] = [];

  constructor(setup: BenchSetup) {
    this.#setup = setup;
    this.dialect = setup.dialect;
    this.manifest = setup.manifest;
    this.signal = this.#abort.signal;
    const canary = (kind: string): string => `${kind}-CANARY-${getRandomHex(24)}`;
    this.canaries = { key: canary("sk"), cookie: canary("ck"), password: canary("pw") };
  }

  /** What an upstream of the case was told to answer last. */
  get sent(): string | undefined {
    if (this.#answers.length === 0) return undefined;
    const shown = this.#answers.slice(0, MOST_SHOWN).map(showAnswer).join("; then ");
    const more = this.#answers.length - MOST_SHOWN;
    return more > 0 ? `${shown}; then ${more} more` : shown;
  }

  readonly upstream: Bench["upstream"] = async (answers, options = {}) => {
    const { dialect, transport } = this.#setup;
    const upstream = await simulate({ dialect, transport: options.transport ?? transport });
    this.#upstreams.push(upstream);
    const play: Upstream["play"] = (...next) => {
      this.#answers = next;
      upstream.play(...next);
    };
    play(...(isList(answers) ? answers : [answers]));
    return Object.create(upstream, { play: { value: play } }) as Upstream;
  };

  readonly create: Bench["create"] = async (upstream, settings = {}) => {
    const all: ProviderSettings = {
      ...upstream?.settings,
      ...(upstream === undefined ? {} : { apiKey: this.canaries.key }),
      ...settings,
    };
    return await this.#setup.create(all);
  };

  readonly call: Bench["call"] = (provider, request = {}) => {
    const { manifest } = provider;
    const model = manifest.defaultModel === undefined ? { model: modelFor(manifest) } : {};
    const stream = provider.createAsyncGenerator({ ...model, messages: MESSAGES, ...request });
    this.#streams.push(stream);
    return stream;
  };

  readonly read: Bench["read"] = readStream;

  readonly ask: Bench["ask"] = async (answers, { transport, settings, request } = {}) => {
    const upstream = await this.upstream(answers, transport === undefined ? {} : { transport });
    const provider: ProviderUnderTest = await this.create(upstream, settings);
    const outcome = await this.read(this.call(provider, request));
    return { ...outcome, upstream };
  };

  readonly defer: Bench["defer"] = (cleanup) => {
    this.#cleanups.unshift(cleanup);
  };

  readonly declares: Bench["declares"] = (capability: Capability) =>
    this.manifest.supports[capability] !== false;

  readonly within: Bench["within"] = within;

  /**
   * Ends every call and upstream, and runs what was deferred.
   * @throws CaseFailure where a call cannot be ended; whatever a deferred clean-up throws.
   */
  async close(): Promise<void> {
    this.#abort.abort(new Error("the case is over"));
    const ended = Promise.all(this.#streams.map(endStream));
    try {
      for (const cleanup of this.#cleanups) await cleanup();
    } finally {
      await Promise.all(this.#upstreams.map((upstream) => upstream.close()));
      await within(CLOSE_MS, "return() of a call that the case left open", ended);
    }
  }
}

/** Reads all chunks. The end is taken from reading, never from `.result` alone. */
async function readStream(stream: StreamUnderTest): Promise<Outcome> {
  const chunks: Chunk[] = [];
  let text = "";
  let error: ProviderError | undefined;
  try {
    for await (const chunk of stream.chunks()) {
      chunks.push(chunk);
      text += textOf(chunk);
    }
  } catch (thrown) {
    if (!ProviderError.is(thrown)) throw foreign(thrown);
    error = thrown;
  }
  const result = await resultOf(stream, error !== undefined);
  return {
    chunks,
    text,
    ...(error === undefined ? {} : { error }),
    ...(result === undefined ? {} : { result }),
  };
}

function textOf(chunk: Chunk): string {
  if (typeof chunk === "string") return chunk;
  return chunk.type === "text" ? chunk.text : "";
}

/** `.result` where it was fulfilled; a call that failed is given a moment to get that wrong. */
async function resultOf(stream: StreamUnderTest, failed: boolean): Promise<CallResult | undefined> {
  const result = Promise.resolve(stream.result).catch(() => undefined);
  if (!failed) return await within(RESULT_MS, "`.result` of a call that was read", result);
  return await Promise.race([result, turn().then(() => undefined)]);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function foreign(thrown: unknown): CaseFailure {
  return new CaseFailure({
    message: "reading rejected with something else than a ProviderError",
    received: show(thrown),
    expected: "a ProviderError",
  });
}

async function endStream(stream: StreamUnderTest): Promise<void> {
  try {
    await stream.return(undefined);
    await stream.closed;
  } catch {
    // How a call ends that its case has left is not what the case is about.
  }
}

function isList(answers: Answer | readonly Answer[]): answers is readonly Answer[] {
  return Array.isArray(answers);
}
