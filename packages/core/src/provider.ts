import type { CallEnd } from "./call-end.ts";
import type { CallPlan } from "./call-plan.ts";
import type { Chunk } from "./chunk.ts";
import type { ProviderContext } from "./context.ts";
import { isPersonal, markPersonal } from "./cookies/sources/personal.ts";
import type { ErrorCode } from "./errors.ts";
import type { ProviderManifest } from "./manifest.ts";
import type { OpenCall } from "./open-call.ts";
import type { CallRequest, ProviderRequest, ProviderSettings } from "./request.ts";
import { ProviderStream } from "./stream.ts";
import { limitsOf, type Limits } from "./watch.ts";

/** To ask the loader for what it has loaded takes as long as to check a request. */
let calls: typeof import("./prepare-call.ts") | undefined;

let planFor: (provider: object, request: CallRequest) => CallPlan | undefined;

/**
 * The plan of one call of `provider`, for whoever runs it in a call of its own; undefined where it is of
 * another copy of this package, or has a `createAsyncGenerator` of its own.
 */
export function planOf(provider: object, request: CallRequest): CallPlan | undefined {
  return planFor(provider, request);
}

/**
 * A provider is one class with one generator method: extend this, state a `manifest`, implement
 * {@link AsyncGeneratorProvider.generate}. Everything that is the same for all providers happens here,
 * once. An instance holds no state between calls and may run any number of them at a time.
 */
export abstract class AsyncGeneratorProvider<Options extends object = object> {
  /** What the class says of itself; made with `defineManifest`. */
  static readonly manifest: ProviderManifest;

  /**
   * What this instance says of itself: its own, or the manifest of its class. Given a `baseUrl`, it works,
   * whatever became of the service that the manifest is of.
   */
  readonly manifest: ProviderManifest;
  readonly #settings: ProviderSettings;

  static {
    planFor = (provider, request) =>
      #settings in provider && provider.createAsyncGenerator === this.prototype.createAsyncGenerator
        ? provider.#plan(request as never)
        : undefined;
  }

  /**
   * @throws TypeError where neither class nor argument gives a manifest.
   */
  constructor(settings: ProviderSettings = {}, manifest?: ProviderManifest) {
    const own: ProviderManifest | undefined = manifest ?? new.target.manifest;
    if (own === undefined) {
      throw new TypeError(
        `${new.target.name} has no manifest: set static manifest = defineManifest({ … })`,
      );
    }
    this.manifest = settings.baseUrl === undefined ? own : onOwnServer(own);
    this.#settings = Object.freeze({ ...settings });
    if (isPersonal(settings.cookieStore)) markPersonal(this);
  }

  /**
   * One call with default settings: `new this().createAsyncGenerator(request)`.
   * @throws TypeError where `request` is no object.
   */
  static createAsyncGenerator<Options extends object>(
    this: new () => AsyncGeneratorProvider<Options>,
    request: CallRequest<Options>,
  ): ProviderStream {
    return new this().createAsyncGenerator(request);
  }

  /**
   * One call. Lazy: it starts, and its clock, with the first pull. Reading rejects with a
   * `ProviderError` whatever goes wrong; see `ProviderStream` for the ways of reading.
   * @throws TypeError where `request` is no object.
   */
  createAsyncGenerator(request: CallRequest<Options>): ProviderStream {
    if (typeof request !== "object" || request === null) {
      throw new TypeError("createAsyncGenerator takes one object: { messages: [ … ], … }");
    }
    return new ProviderStream(this.#plan(request));
  }

  /**
   * The hook: yields text and parts, and one `finish` at the end that upstream itself announced. Gets a
   * checked request (frozen copies) and may throw anything.
   */
  protected abstract generate(
    request: ProviderRequest<Options>,
    context: ProviderContext,
  ): AsyncGenerator<Chunk, unknown>;

  /**
   * Names errors that only this host knows; runs before the common table. `body` is parsed JSON, or
   * text; `status` is absent for an error inside a stream. Undefined: the table decides.
   */
  protected classify(_status: number | undefined, _body: unknown): ErrorCode | undefined {
    return undefined;
  }

  #plan(request: CallRequest<Options>): CallPlan {
    const { signal } = request;
    const limits = limitsOf(this.#settings, request);
    return {
      provider: this.manifest.name,
      signal: signal instanceof AbortSignal ? signal : undefined,
      limits,
      open: (end) => this.#open(request, limits, end),
    };
  }

  async #open(given: CallRequest<Options>, limits: Limits, end: CallEnd): Promise<OpenCall> {
    // Half of the package is for calls alone: loaded with the first one, not with every program.
    if (calls === undefined) calls = await import("./prepare-call.ts");
    const opening = calls.prepareCall<Options>({
      manifest: this.manifest,
      settings: this.#settings,
      classify: (status, body) => this.classify(status, body),
      generate: (request, context) => this.generate(request, context),
      given,
      limits,
      end,
    });
    return opening instanceof Promise ? await opening : opening;
  }
}

/** That a service was shut down says nothing of a server of the user's own. */
function onOwnServer(manifest: ProviderManifest): ProviderManifest {
  if (manifest.working) return manifest;
  const { deprecated: _, ...rest } = manifest;
  return Object.freeze({ ...rest, working: true });
}
