import type { Path } from "@g4f/config-file";
import type { RouteConfig } from "@g4f/router/config";

/** What the configuration says of one provider. */
export interface ProviderConfig {
  readonly apiKey?: string;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly baseUrl?: string;
  readonly proxy?: string;
  /** In place of the provider's own default model. */
  readonly model?: string;
  /** Options of each call. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What the provider's constructor takes beside the settings that all have. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The user's configuration, checked. */
export interface Config {
  readonly provider?: string;
  /** An id, `provider:model`, or an alias. */
  readonly model?: string;
  /** A text, or `@name` of one of `prompts`. */
  readonly system?: string;
  readonly proxy?: string;
  /** Seconds for a whole answer. */
  readonly timeout?: number;
  readonly providers?: Readonly<Record<string, ProviderConfig>>;
  /** Other names → `provider:model`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Names → system prompts; one that holds `{{input}}` is put around what is asked. */
  readonly prompts?: Readonly<Record<string, string>>;
  /** Names → routes, for `--route`. */
  readonly routes?: Readonly<Record<string, RouteConfig>>;
}

/** A configuration, and where it was read. */
export interface LoadedConfig {
  readonly config: Config;
  /** Undefined where there is none. */
  readonly file: string | undefined;
  /** What the user should know of the file. */
  readonly warnings: readonly string[];
  /** `file:line` of what stands at a path of keys, as far as it is known. */
  readonly placeOf: (path: Path) => string;
}
