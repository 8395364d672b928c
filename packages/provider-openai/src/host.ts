import { defineManifest, type ProviderManifest, type Supports } from "@g4f/core";

import { CHAT_OPTIONS } from "./options.ts";

/** Where the facts of a row were read. */
export interface Source {
  readonly url: string;
  /** `YYYY-MM-DD`. */
  readonly checkedOn: string;
}

/** One host that speaks the chat-completions wire: everything that differs from OpenAI, as data. */
export interface Host {
  /** Unique in a registry. */
  readonly name: string;
  readonly label?: string;
  /** Where a person reads about it. */
  readonly url?: string;
  /** Absent where every user has an address of their own. */
  readonly baseUrl?: string;
  /** How such an address looks. */
  readonly baseUrlExample?: string;
  /** The environment variable in which people keep the key. */
  readonly keyVariable?: string;
  /** Default: whether there is a `keyVariable`. */
  readonly needsAuth?: boolean;
  /** Default `authorization`. */
  readonly keyHeader?: string;
  readonly defaultModel?: string;
  readonly knownModels?: readonly string[];
  readonly aliases?: readonly string[];
  /** `finish`: a finish reason proves the end. `done`: the host sends nothing but `[DONE]`. Default `finish`. */
  readonly terminator?: "finish" | "done";
  /** Whether `[DONE]` follows the finish reason; where it should and does not, a warning says so. Default true. */
  readonly sendsDone?: boolean;
  /** The field for the most tokens of an answer. Default `max_tokens`. */
  readonly maxTokensField?: "max_tokens" | "max_completion_tokens";
  /** Whether `developer` is a role; else such messages go as `system`. Default false. */
  readonly developerRole?: boolean;
  /** Whether models write reasoning into their text, between `<think>` tags. Default false. */
  readonly thinkTags?: boolean;
  /** The field in which reasoning has to be sent back with the history; absent: it is not. */
  readonly reasoningBack?: "reasoning_content" | "reasoning_details";
  /** Whether usage in a stream has to be asked for. Default true. */
  readonly usageOption?: boolean;
  /** `nine`: ids of tool calls are nine letters and digits. Default `any`. */
  readonly toolIds?: "any" | "nine";
  /** How an answer of a schema is asked for; `none`: it cannot be. Default `json_schema`. */
  readonly schemaMode?: "json_schema" | "none";
  /** Whether messages may say who speaks, in `name`. Default true. */
  readonly messageNames?: boolean;
  /** Whether likely tokens can be told. Default true. */
  readonly logprobs?: boolean;
  /** The field of a fixed seed. Default `seed`. */
  readonly seedField?: "seed" | "random_seed";
  /** What the host is known to do or not to do, beside what the wire says. */
  readonly supports?: Supports;
  /** Path of the list of models. Default `models`. */
  readonly modelsPath?: string;
  /** How a local server of this kind is recognised; its probe must be its own. */
  readonly local?: { readonly baseUrl: string; readonly probe: string };
  readonly source?: Source;
  /** Whether `source` was opened and shows that this address speaks the wire. Default false. */
  readonly verified?: boolean;
}

/** What the wire itself carries. What a host or model makes of it is not known here. */
const WIRE: Supports = {
  systemMessage: true,
  messageHistory: true,
  tools: true,
  reasoning: "unknown",
  conversation: false,
  temperature: true,
  topP: true,
  topK: false,
  maxTokens: true,
  stop: true,
  seed: true,
  presencePenalty: true,
  frequencyPenalty: true,
};

/** Fields of a row that a manifest has as well. */
const SAME = [
  "baseUrl",
  "keyVariable",
  "defaultModel",
  "keyHeader",
  "aliases",
  "local",
] as const satisfies readonly (keyof Host & keyof ProviderManifest)[];

/** The manifest that a row amounts to. @throws TypeError where the row contradicts itself. */
export function manifestOf(host: Host): ProviderManifest {
  const { name, baseUrl, source, keyVariable } = host;
  const verified = verifiedOf(host);
  const url = host.url ?? source?.url ?? baseUrl;
  if (url === undefined) throw new TypeError(`host ${name}: needs url or baseUrl`);
  const { defaultModel, knownModels = [] } = host;
  return defineManifest({
    name,
    url,
    working: true,
    label: host.label ?? name,
    needsAuth: host.needsAuth ?? keyVariable !== undefined,
    auth: ["key"],
    models: { open: true, known: [...new Set([defaultModel ?? [], knownModels].flat())] },
    supports: supportsOf(host),
    ...(hasOwnForm(host) ? {} : { wire: "openai-chat" as const }),
    terminator: host.terminator ?? "finish",
    options: CHAT_OPTIONS,
    ...(verified === undefined ? {} : { verified }),
    ...(Object.fromEntries(
      SAME.filter((field) => host[field] !== undefined).map((field) => [field, host[field]]),
    ) as Pick<Host, (typeof SAME)[number]>),
  });
}

/** Whether requests that any other host takes have to be written anew for this one. */
function hasOwnForm({ seedField, toolIds = "any" }: Host): boolean {
  return seedField !== undefined || toolIds !== "any";
}

function supportsOf({ schemaMode, supports }: Host): Supports {
  return { ...WIRE, ...(schemaMode === "none" ? { schema: false } : {}), ...supports };
}

function verifiedOf({ name, verified = false, source }: Host): ProviderManifest["verified"] {
  if (!verified) return undefined;
  if (source === undefined) throw new TypeError(`host ${name}: verified without a source`);
  return { at: source.checkedOn, how: `read ${source.url}` };
}
