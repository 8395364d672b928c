import { checkName } from "./name.ts";

/**
 * Abilities a manifest may declare; each common request field of the same name is ruled by it.
 * `reasoning` says of a stream whether it may carry the model's reasoning, and rules no field;
 * `conversation` whether it may carry one, to be handed back with the next call.
 */
export type Capability =
  | "systemMessage"
  | "messageHistory"
  | "imageInput"
  | "fileInput"
  | "audioInput"
  | "tools"
  | "schema"
  | "reasoning"
  | "conversation"
  | "reasoningEffort"
  | "temperature"
  | "topP"
  | "topK"
  | "maxTokens"
  | "stop"
  | "seed"
  | "presencePenalty"
  | "frequencyPenalty";

/** APIs that several providers or clients speak. */
const WIRES = [
  "openai-chat",
  "openai-responses",
  "anthropic-messages",
  "gemini",
  "ollama-chat",
] as const;

/** An API that a provider speaks exactly, requests and events alike. */
export type Wire = (typeof WIRES)[number];

/** What is known of each ability; an ability that is not named is `unknown`. Only `false` refuses. */
export type Supports = Readonly<Partial<Record<Capability, boolean | "unknown">>>;

/** One model of a provider. */
export interface ModelInfo {
  readonly id: string;
  readonly kind?: "chat";
  readonly label?: string;
  /** Most input tokens. */
  readonly maxInputTokens?: number;
  /** Most input and output tokens together. */
  readonly maxTotalTokens?: number;
  /** What this model supports where it differs from its provider. */
  readonly supports?: Supports;
}

/**
 * The JSON Schema of one option (https://json-schema.org). `{ type: "function" }` is ours: options
 * are values of a program, and some are functions.
 */
export interface OptionSchema {
  readonly type?:
    | "string"
    | "number"
    | "integer"
    | "boolean"
    | "object"
    | "array"
    | "null"
    | "function";
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly anyOf?: readonly OptionSchema[];
  readonly items?: OptionSchema;
  readonly properties?: Readonly<Record<string, OptionSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly description?: string;
  readonly default?: unknown;
}

/** What a provider says of itself, once, for registry, listings, gateway and conformance suite. */
export interface ProviderManifest {
  /** Version of this contract. */
  readonly contract: 1;
  /** Unique in a registry; see {@link defineManifest} for its form. */
  readonly name: string;
  /** For display only. */
  readonly label: string;
  /** Where a person reads about the service. */
  readonly url: string;
  /** Where calls go; absent where there is no wire. */
  readonly baseUrl?: string;
  /** Whether the service was seen to work; `verified` says when. */
  readonly working: boolean;
  readonly deprecated?: {
    /** Date, `YYYY-MM-DD`. */
    readonly since: string;
    readonly reason: string;
    readonly replacement?: string;
  };
  readonly needsAuth: boolean;
  /** What proves who calls: a key, or the person's own cookies for the site. */
  readonly auth: readonly ("key" | "cookies")[];
  /** Header that carries the key: `authorization` (as `Bearer <key>`) or another (the key as it is). */
  readonly keyHeader: string;
  /** The environment variable in which people keep the key, such as `ACME_API_KEY`; core never reads it. */
  readonly keyVariable?: string;
  readonly defaultModel?: string;
  readonly models: {
    /** Open: unknown ids go through. Closed: they are `model_not_found` at once. */
    readonly open: boolean;
    readonly known: readonly (string | ModelInfo)[];
    /** Other names → id. */
    readonly aliases?: Readonly<Record<string, string>>;
  };
  readonly supports: Supports;
  /**
   * The API that is spoken upstream, where it is one of the common ones and `extraBody` and `raw` reach
   * it: whoever is asked in the same API can then pass on what is not modelled here, both ways.
   */
  readonly wire?: Wire;
  /** What proves the end of an answer: a finish event, only an exact `[DONE]`, or the end of the body. */
  readonly terminator: "finish" | "done" | "eof";
  /** The provider's own options beside the common ones. */
  readonly options: Readonly<Record<string, OptionSchema>>;
  /** How a local server of this kind is recognised. */
  readonly local?: { readonly baseUrl: string; readonly probe: string };
  /** When the facts above were last seen to be true, and how. */
  readonly verified?: { readonly at: string; readonly how: string };
  /** Other names in a registry. */
  readonly aliases?: readonly string[];
}

/** What {@link defineManifest} takes: only name, url and working have no default. */
export type ManifestInput = Pick<ProviderManifest, "name" | "url" | "working"> &
  Partial<ProviderManifest>;

/**
 * A complete, frozen manifest. Names match `^[a-z0-9][a-z0-9._-]{0,63}$` after lower-casing.
 * Defaults: `label` = name, no auth, `models` open with the default model known, nothing said of
 * `supports`, `terminator: "finish"`.
 * @throws TypeError where a name, URL or wire is none, or models contradict each other.
 */
export function defineManifest(input: ManifestInput): ProviderManifest {
  checkName(input.name);
  for (const alias of input.aliases ?? []) checkName(alias);
  checkUrl(input.name, "url", input.url);
  if (input.baseUrl !== undefined) checkUrl(input.name, "baseUrl", input.baseUrl);
  checkKeyVariable(input);
  checkWire(input);
  const known = input.defaultModel === undefined ? [] : [input.defaultModel];
  const manifest: ProviderManifest = {
    contract: 1,
    label: input.name,
    needsAuth: false,
    auth: input.needsAuth === true ? ["key"] : [],
    keyHeader: "authorization",
    models: { open: true, known },
    supports: {},
    terminator: "finish",
    options: {},
    ...input,
  };
  checkModels(manifest);
  return deepFreeze(manifest);
}

function checkUrl(name: string, field: string, value: string): void {
  if (!URL.canParse(value)) {
    throw new TypeError(`manifest of ${name}: ${field} is not a URL: ${JSON.stringify(value)}`);
  }
}

function checkKeyVariable({ name, keyVariable }: ManifestInput): void {
  if (keyVariable === undefined || /^[A-Za-z_][A-Za-z0-9_]*$/.test(keyVariable)) return;
  // The value is not shown: it may be the key itself.
  throw new TypeError(
    `manifest of ${name}: keyVariable must be the name of a variable, such as ACME_API_KEY`,
  );
}

function checkWire({ name, wire }: ManifestInput): void {
  if (wire === undefined || WIRES.includes(wire)) return;
  throw new TypeError(`manifest of ${name}: wire must be one of ${WIRES.join(", ")}`);
}

function checkModels({ name, defaultModel, models }: ProviderManifest): void {
  const ids = new Set(models.known.map(modelId));
  if (!models.open && defaultModel !== undefined && !ids.has(defaultModel)) {
    throw new TypeError(
      `manifest of ${name}: models are closed and do not hold the default ${defaultModel}`,
    );
  }
  for (const [alias, target] of Object.entries(models.aliases ?? {})) {
    if (!models.open && !ids.has(target)) {
      throw new TypeError(`manifest of ${name}: alias ${alias} names the unknown model ${target}`);
    }
  }
}

/** The id of an entry of `models.known`. */
export function modelId(model: string | ModelInfo): string {
  return typeof model === "string" ? model : model.id;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
