import { Container } from "./container.ts";
import type { CookieStore } from "./cookies/store.ts";
import type { CredentialSource } from "./credentials.ts";
import type { Transport } from "./http/transport.ts";
import { silentLogger, type Logger } from "./logger.ts";
import { closeAll, isClosable } from "./registry/closing.ts";
import { matches, type RegistryEntry, type RegistryFilter } from "./registry/filter.ts";
import { NameTable } from "./registry/names.ts";
import { isProvider, type Provider, type ProviderClass } from "./registry/provider-like.ts";
import {
  registrationOf,
  type FactoryOptions,
  type LazyProvider,
  type ProviderFactory,
  type RegisterOptions,
  type Registration,
} from "./registry/registration.ts";
import { settingsFor, sharedSettings, type SharedSettings } from "./registry/settings.ts";
import {
  CLOCK,
  COOKIE_STORE,
  CREDENTIALS,
  HTTP_CLIENT,
  LOGGER,
  type Clock,
} from "./registry/tokens.ts";
import { unknownProvider } from "./registry/unknown-provider.ts";
import type { ProviderSettings } from "./request.ts";

export type { Container, Get } from "./container.ts";
export type { RegistryEntry, RegistryFilter } from "./registry/filter.ts";
export type { Loaded } from "./registry/load.ts";
export type {
  AnswerStream,
  AnyProvider,
  AnyRequest,
  Provider,
  ProviderClass,
} from "./registry/provider-like.ts";
export type {
  FactoryOptions,
  LazyProvider,
  ProviderFactory,
  RegisterOptions,
} from "./registry/registration.ts";
export type { SharedSettings } from "./registry/settings.ts";
export {
  CLOCK,
  COOKIE_STORE,
  CREDENTIALS,
  HTTP_CLIENT,
  LOGGER,
  type Clock,
  type Token,
} from "./registry/tokens.ts";

/** How a registry is set up. What is passed in here is never closed by it. */
export interface RegistryOptions {
  /** For every provider made. */
  readonly settings?: SharedSettings;
  readonly transport?: Transport;
  readonly cookieStore?: CookieStore;
  readonly credentials?: CredentialSource;
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/** What a name stands for. */
export interface Resolved<Options extends object = object> {
  readonly provider: Provider<Options>;
  /** As it was written behind the `:`; undefined where none was: the provider's default then. */
  readonly model: string | undefined;
}

interface Made {
  readonly provider: Promise<Provider>;
  /** What the container's count of overrides was. */
  readonly changes: number;
}

/**
 * Names → providers. Names and aliases are looked up in any case. Nothing is loaded or made before it
 * is resolved, nothing is looked up outside of what was registered, and two registries know nothing of
 * each other.
 */
export class ProviderRegistry {
  /** The collaborators of what this registry makes: `container.override(HTTP_CLIENT, recording)`. */
  readonly container: Container = new Container();
  readonly #shared: SharedSettings;
  readonly #names = new NameTable<Registration>();
  readonly #made = new WeakMap<Registration, Made>();
  readonly #ready = new WeakMap<Registration, Provider>();
  readonly #closables = new Set<Provider>();
  #closing: Promise<void> | undefined;

  /** @throws TypeError for settings that must not hold for every provider, such as `apiKey`. */
  constructor(options: RegistryOptions = {}) {
    this.#shared = sharedSettings(options.settings);
    this.container.override(HTTP_CLIENT, options.transport);
    this.container.override(COOKIE_STORE, options.cookieStore);
    this.container.override(CREDENTIALS, options.credentials);
    this.container.override(LOGGER, options.logger);
    this.container.override(CLOCK, options.clock ?? { now: () => performance.now() });
  }

  /**
   * Adds a class under the name and aliases of its manifest, a loader of one, or, under a name of its
   * own, a factory that sets up an instance.
   * @throws TypeError where a name has no safe form or is taken, or the thing is no provider.
   */
  register(provider: ProviderClass | LazyProvider, options?: RegisterOptions): this;
  register(name: string, factory: ProviderFactory, options?: FactoryOptions): this;
  register(
    first: string | ProviderClass | LazyProvider,
    second: ProviderFactory | RegisterOptions = {},
    third: FactoryOptions = {},
  ): this {
    this.#checkOpen();
    this.#names.add(registrationOf(first, second, third));
    return this;
  }

  /**
   * Removes a provider with all its names, given any of them; whether there was one. What was made
   * of it goes on working, until `close`.
   */
  unregister(name: string): boolean {
    return this.#names.delete(name);
  }

  /** Whether `name` is the name or alias of a provider. */
  has(name: string): boolean {
    return this.#names.find(name) !== undefined;
  }

  /** What is registered, by name; nothing is loaded for it. */
  list(filter: RegistryFilter = {}): RegistryEntry[] {
    return this.#names
      .entries()
      .map((registration) => this.#entry(registration))
      .filter((entry) => matches(entry, filter));
  }

  /**
   * The provider that `spec` names: `acme`, or `acme:acme-1` with a model. Without `settings` it is the
   * same instance each time; with them a new one. `Options`: what the caller knows of its own options.
   * @throws ProviderError `invalid_request` where no provider has the name, `upstream` where its
   * loader, factory or constructor failed. TypeError where the registry is closed, a loader gave no
   * provider, or settings are given to a named factory, which has its own.
   */
  async resolve<Options extends object = object>(
    spec: string,
    settings?: ProviderSettings,
  ): Promise<Resolved<Options>> {
    this.#checkOpen();
    if (typeof spec !== "string") {
      throw new TypeError('resolve takes "provider" or "provider:model"');
    }
    const colon = spec.indexOf(":");
    const registration = this.#names.find(colon < 0 ? spec : spec.slice(0, colon));
    if (registration === undefined) throw unknownProvider(spec, this.list());
    const model = colon < 0 ? "" : spec.slice(colon + 1);
    const provider = await this.#provider(registration, settings);
    // It may have been closed while a loader was at work.
    this.#checkOpen();
    return { provider, model: model === "" ? undefined : model };
  }

  /**
   * Closes what this registry made: providers, and collaborators from `container.provide`. What was
   * passed in stays open; what is still being made is closed as soon as it is there.
   * @throws AggregateError of what failed to close, after all was tried.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const collaborators = this.container.dispose();
    const providers = [...this.#closables];
    this.#closables.clear();
    // Providers first: they may use the collaborators to say goodbye.
    const failed: unknown[] = [];
    for (const group of [providers, ...collaborators.map((one) => [one])]) {
      await closeAll(group).catch((error: AggregateError) => failed.push(...error.errors));
    }
    if (failed.length > 0) {
      throw new AggregateError(failed, `${failed.length} of the registry's objects did not close`);
    }
  }

  #entry(registration: Registration): RegistryEntry {
    const { name, aliases, manifest } = registration;
    return { name, aliases, manifest: this.#ready.get(registration)?.manifest ?? manifest };
  }

  #provider(registration: Registration, own: ProviderSettings | undefined): Promise<Provider> {
    if (own !== undefined) {
      if (registration.takesSettings) return this.#make(registration, own);
      throw new TypeError(
        `${registration.name} is set up by its factory: settings are for registered classes`,
      );
    }
    const { changes } = this.container;
    const known = this.#made.get(registration);
    if (known?.changes === changes) return known.provider;
    const made: Made = { provider: this.#make(registration, own), changes };
    this.#made.set(registration, made);
    made.provider.then(
      (provider) => this.#ready.set(registration, provider),
      () => this.#forget(registration, made),
    );
    return made.provider;
  }

  /** What failed is tried again by the next one who asks. */
  #forget(registration: Registration, made: Made): void {
    if (this.#made.get(registration) === made) this.#made.delete(registration);
  }

  async #make(registration: Registration, own: ProviderSettings | undefined): Promise<Provider> {
    const { name } = registration;
    const { get } = this.container;
    const [clock, logger] = [get(CLOCK), get(LOGGER) ?? silentLogger];
    const start = clock.now();
    const provider = await registration.make(settingsFor(this.container, this.#shared, own));
    logger.debug({ provider: name, ms: Math.round(clock.now() - start) }, "provider made");
    if (!isProvider(provider)) {
      throw new TypeError(
        `what was made for "${name}" is no provider: it needs a manifest and createAsyncGenerator`,
      );
    }
    if (isClosable(provider)) await this.#keep(provider);
    return provider;
  }

  async #keep(provider: Provider): Promise<void> {
    if (this.#closing === undefined) this.#closables.add(provider);
    else await closeAll([provider]);
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) {
      throw new TypeError("the registry is closed: create a new one");
    }
  }
}
