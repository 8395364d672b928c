import type { Chunk } from "../chunk.ts";
import type { ProviderManifest } from "../manifest.ts";
import type { CommonRequest, ProviderSettings } from "../request.ts";
import type { CallResult } from "../result.ts";
import type { ChunksOptions } from "../stream.ts";

/** What a call of a resolved provider takes; `Options` are the provider's own, where they are known. */
export type AnyRequest<Options extends object = object> = Omit<CommonRequest, "model"> & {
  /** Undefined: the default model. */
  readonly model?: string | undefined;
} & Options;

/** The stream of a provider, by its form: a `ProviderStream` of any copy of this package is one. */
export interface AnswerStream extends AsyncGenerator<string, undefined, undefined> {
  readonly result: Promise<CallResult>;
  readonly closed: Promise<void>;
  chunks(options?: ChunksOptions): AsyncGenerator<Chunk, undefined, undefined>;
  collect(): Promise<CallResult>;
  toReadableStream(): ReadableStream<string>;
}

/**
 * A provider, by its form: `AsyncGeneratorProvider` of any copy of this package, a policy around
 * several, or an object of your own.
 */
export interface Provider<Options extends object = object> {
  readonly manifest: ProviderManifest;
  createAsyncGenerator(request: AnyRequest<Options>): AnswerStream;
}

/** A provider whose options are not known here: what may be registered, whatever it takes. */
export interface AnyProvider {
  readonly manifest: ProviderManifest;
  createAsyncGenerator(request: never): AnswerStream;
}

/** The class of a provider, by its form. */
export interface ProviderClass {
  readonly manifest: ProviderManifest;
  new (settings?: ProviderSettings): AnyProvider;
}

/** Whether `value` has what a {@link Provider} has. */
export function isProvider(value: unknown): value is Provider {
  if (typeof value !== "object" || value === null) return false;
  const { createAsyncGenerator, manifest } = value as Partial<Provider>;
  return typeof createAsyncGenerator === "function" && isManifest(manifest);
}

/** Whether `value` is a function that carries a manifest. */
export function isProviderClass(value: unknown): value is ProviderClass {
  return typeof value === "function" && isManifest(Reflect.get(value, "manifest"));
}

/** Whether `value` is a manifest of the contract that this package speaks. */
export function isManifest(value: unknown): value is ProviderManifest {
  if (typeof value !== "object" || value === null) return false;
  const { contract, name } = value as Partial<ProviderManifest>;
  return contract === 1 && typeof name === "string";
}
