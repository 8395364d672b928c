import {
  AsyncGeneratorProvider,
  defineManifest,
  ProviderError,
  sse,
  type CallRequest,
  type Chunk,
  type Part,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "@g4f/core";

/** What upstream does with one request. Times are in ms from its arrival. */
export interface Script {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of a stream: the whole body. */
  readonly body?: string;
  /** The connection fails before there is a status. */
  readonly refuse?: true;
  /** Chunks of the stream, one event each. Default: `words`, then the end. */
  readonly events?: readonly Chunk[];
  /** Ms before the status. */
  readonly delay?: number;
  /** Ms before each event. */
  readonly pace?: number;
  /** How the stream ends. Default: `end`, with a finish. */
  readonly ending?: "end" | "cut" | "reset" | "stall" | "malformed" | "error";
}

/** One request as it came to upstream. */
export interface Seen {
  readonly at: number;
  readonly key: string;
  readonly body: CallRequest;
  /** Set when the connection was let go of before its end. */
  cut: boolean;
  /** Set when its answer was read to the end. */
  read: boolean;
}

/** An upstream in memory: a transport that follows scripts and counts what comes. */
export class Upstream implements Transport {
  readonly seen: Seen[] = [];
  readonly #script: (seen: Seen, index: number) => Script;

  constructor(script: (seen: Seen, index: number) => Script) {
    this.#script = script;
  }

  readonly request = async (request: TransportRequest): Promise<TransportResponse> => {
    const seen: Seen = {
      at: performance.now(),
      key: (request.headers["authorization"] ?? "").replace("Bearer ", ""),
      body: JSON.parse(String(request.body)) as CallRequest,
      cut: false,
      read: false,
    };
    const script = this.#script(seen, this.seen.length);
    this.seen.push(seen);
    const { signal } = request;
    signal.addEventListener("abort", () => void (seen.cut = true));
    if (script.refuse === true) throw new ProviderError("network", "refused", { phase: "connect" });
    request.onConnected?.();
    await pause(script.delay ?? 0, signal);
    const type = script.body === undefined ? "text/event-stream" : "application/json";
    return {
      status: script.status ?? 200,
      headers: { "content-type": type, ...script.headers },
      setCookies: [],
      framed: true,
      body: script.body === undefined ? stream(script, signal, seen) : once(script.body),
      destroy: () => void (seen.cut = true),
    };
  };

  readonly close = (): Promise<void> => Promise.resolve();
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function* stream(
  script: Script,
  signal: AbortSignal,
  seen: Seen,
): AsyncGenerator<Uint8Array> {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const { events = ["hello ", "there"], ending = "end", pace = 0 } = script;
  for (const event of events) {
    await pause(pace, signal);
    yield encode(`data: ${JSON.stringify(event)}\n\n`);
  }
  await pause(pace, signal);
  switch (ending) {
    case "end":
      yield encode(`data: ${JSON.stringify({ type: "finish", reason: "stop" })}\n\n`);
      seen.read = true;
      return undefined;
    case "cut":
      return;
    case "reset":
      throw new ProviderError("network", "connection reset", { phase: "stream" });
    case "stall":
      return await pause(Number.POSITIVE_INFINITY, signal);
    case "malformed":
      return yield encode("data: {oops\n\n");
    case "error":
      return yield encode('data: {"error":{"type":"overloaded_error","message":"busy"}}\n\n');
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
    const left = (): void => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    if (signal.aborted) left();
    else signal.addEventListener("abort", left, { once: true });
  });
}

/** What a test may say of a member besides its upstream. */
export interface MemberSetup {
  readonly apiKey?: string;
  readonly manifest?: Partial<ProviderManifest>;
}

class Member extends AsyncGeneratorProvider {
  protected override async *generate(
    request: ProviderRequest,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { body } = await http.post("/chat", request);
    for await (const { data } of sse(body)) {
      const value = JSON.parse(data) as Chunk | { readonly error: unknown };
      if (typeof value === "object" && "error" in value) throw errorFrom(value);
      yield value;
      if ((value as Part).type === "finish") return;
    }
  }
}

/** A real provider over a scripted upstream. */
export function member(
  name: string,
  upstream: Upstream,
  { apiKey = "key", manifest }: MemberSetup = {},
): AsyncGeneratorProvider {
  return new Member(
    { apiKey, transport: upstream },
    defineManifest({
      name,
      url: `https://${name.toLowerCase()}.test`,
      baseUrl: `https://api.${name.toLowerCase()}.test/v1`,
      working: true,
      auth: ["key"],
      defaultModel: `${name.toLowerCase()}-1`,
      ...manifest,
    }),
  );
}

/** An upstream that does one thing after the other, and the last one for ever. */
export function plays(...scripts: readonly [Script, ...Script[]]): Upstream {
  return new Upstream((_, index) => scripts[index] ?? scripts.at(-1) ?? {});
}

export const messages = [{ role: "user", content: "Hello" }] as const;

/** The ProviderError that a promise rejects with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  try {
    await promise;
  } catch (error) {
    if (ProviderError.is(error)) return error;
    throw error;
  }
  throw new Error("expected a ProviderError, but nothing was thrown");
}

// What a first call loads comes from a disk, whose time no clock of a test can move.
await member("Warm", plays({})).createAsyncGenerator({ messages }).collect();
