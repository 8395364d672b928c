import type { CookieStore } from "./cookies/store.ts";
import type { CredentialSource } from "./credentials.ts";
import type { ProxySetting } from "./http/proxy-source.ts";
import type { Transport } from "./http/transport.ts";
import type { Logger } from "./logger.ts";
import type { Messages } from "./message.ts";

/**
 * Limits of one call, each in ms; `Infinity` switches one off. Defaults: connect 10 000 (name, proxy
 * and TLS together), firstEvent 120 000, idle 60 000 without a chunk, total 600 000, queue 120 000
 * without a token while upstream reports a queue, unread 30 000 without a pull, cleanup 5 000.
 */
export interface Deadlines {
  readonly connect?: number;
  readonly firstEvent?: number;
  readonly idle?: number;
  readonly total?: number;
  readonly queue?: number;
  readonly unread?: number;
  readonly cleanup?: number;
}

/** A JSON Schema document (https://json-schema.org). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A function the model may call. */
export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments: an object. */
  readonly parameters: JsonSchema;
}

/** Which tool the model may or must call. */
export type ToolChoice = "auto" | "none" | "required" | { readonly name: string };

/** Fields that shape the answer, the same for every provider; a manifest may rule one out. */
export interface SamplingFields {
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  /** Most tokens of the answer. */
  readonly maxTokens?: number;
  readonly stop?: string | readonly string[];
  readonly seed?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly reasoningEffort?: string;
}

/** What every call takes beside the fields that shape the answer. */
export interface CallFields {
  /** Default: the provider's default model. */
  readonly model?: string;
  readonly messages: Messages;
  /** Aborts the call, in every phase. */
  readonly signal?: AbortSignal;
  readonly deadlines?: Deadlines;
  /**
   * `http://user:password@host:port`, `https://…`, `socks5://…` (names are looked up here) or
   * `socks5h://…` (by the proxy), or a source of such URLs; wins over the instance's.
   */
  readonly proxy?: ProxySetting;
  /** Sent as they are, to the origin of the call only; they win over every cookie source. */
  readonly cookies?: Readonly<Record<string, string>>;
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  /** The answer is JSON of this form. */
  readonly schema?: JsonSchema;
  /** What an earlier call of the same provider returned as `conversation`. */
  readonly conversation?: unknown;
  /** Also yield upstream events as `raw` parts. */
  readonly raw?: boolean;
}

/** What every call takes. */
export interface CommonRequest extends CallFields, SamplingFields {}

/** What a call returns where only its text is wanted; every `ProviderStream` is one. */
export type AsyncResult = AsyncGenerator<string, undefined, undefined>;

/**
 * What a caller passes: the common fields and the provider's own options beside them. An own option
 * replaces a sampling field of the same name.
 */
export type CallRequest<Options extends object = object> = CallFields &
  Omit<SamplingFields, keyof Options> &
  Options;

/**
 * What the hook gets: checked, complete, our own frozen copies. Signal, deadlines, proxy and cookies
 * are not in it: the context has them at work already.
 */
export type ProviderRequest<Options extends object = object> = Omit<
  CallFields,
  "model" | "signal" | "deadlines" | "proxy" | "cookies"
> & {
  /** The model as upstream knows it; empty where the provider has none. */
  readonly model: string;
} & Omit<SamplingFields, keyof Options> &
  Options;

/** TLS settings of a connection. */
export interface TlsSettings {
  /** Certificates to trust besides nothing else, PEM. Default: those of the runtime. */
  readonly ca?: string;
}

/** How an instance of a provider is set up. */
export interface ProviderSettings {
  readonly apiKey?: string;
  /** Replaces the manifest's; it is then the user's own server. */
  readonly baseUrl?: string;
  readonly proxy?: ProxySetting;
  readonly cookies?: Readonly<Record<string, string>>;
  /**
   * Where the cookies come from unless `cookies` are given. What the origin of the base URL sets with
   * `Set-Cookie` goes back into it; the default store, which the process shares, is left as it is.
   */
  readonly cookieStore?: CookieStore;
  readonly credentials?: CredentialSource;
  /** Sent with every request to the origin of `baseUrl`; their values count as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly deadlines?: Deadlines;
  readonly tls?: TlsSettings;
  /** Default: silent. */
  readonly logger?: Logger;
  /** Default: undici, with pools shared by all providers of the process. */
  readonly transport?: Transport;
}
