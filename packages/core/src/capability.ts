import { ProviderError } from "./errors.ts";
import {
  modelId,
  type Capability,
  type ModelInfo,
  type ProviderManifest,
  type Supports,
} from "./manifest.ts";
import type { ContentPart } from "./message.ts";
import { suggest } from "./nearest.ts";
import type { CommonRequest } from "./request.ts";

const FIELDS = [
  "temperature",
  "topP",
  "topK",
  "maxTokens",
  "stop",
  "seed",
  "presencePenalty",
  "frequencyPenalty",
  "reasoningEffort",
  "tools",
  "schema",
  "conversation",
] as const satisfies readonly (keyof CommonRequest & Capability)[];

const MEDIA = {
  image: "imageInput",
  file: "fileInput",
  audio: "audioInput",
} as const satisfies Partial<Record<ContentPart["type"], Capability>>;

/**
 * The id of the model that is meant: the default where none is named, aliases resolved.
 * @throws ProviderError `model_not_found` where the provider's list is closed and does not hold it.
 */
export function resolveModel(manifest: ProviderManifest, wanted: string | undefined): string {
  const { name, models, defaultModel } = manifest;
  if (wanted === undefined || wanted === "") return defaultModel ?? "";
  const aliases = models.aliases ?? {};
  const id = Object.hasOwn(aliases, wanted) ? (aliases[wanted] ?? wanted) : wanted;
  if (models.open || models.known.some((model) => modelId(model) === id)) return id;
  const known = models.known.map(modelId);
  throw new ProviderError(
    "model_not_found",
    `${name} has no model ${JSON.stringify(wanted.slice(0, 100))}${suggest(wanted, known)}`,
    { provider: name },
  );
}

/** @throws ProviderError `not_supported` where the request asks for what the manifest rules out. */
export function checkCapabilities(
  manifest: ProviderManifest,
  model: string,
  request: CommonRequest,
): void {
  const needs = needsOf(request);
  if (needs.size === 0) return;
  const supports = supportsOf(manifest, model);
  for (const need of needs) {
    if (supports[need] === false) {
      throw new ProviderError("not_supported", refusal(manifest.name, need), {
        provider: manifest.name,
      });
    }
  }
}

/** What is known of one model: its own facts before the provider's. */
export function supportsOf(manifest: ProviderManifest, model: string): Supports {
  const info = manifest.models.known.find(
    (known): known is ModelInfo => typeof known !== "string" && known.id === model,
  );
  return { ...manifest.supports, ...info?.supports };
}

/** The abilities that a request makes use of. */
export function needsOf(request: CommonRequest): Set<Capability> {
  const needs = new Set<Capability>();
  for (const field of FIELDS) {
    const value = request[field];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) needs.add(field);
  }
  let turns = 0;
  for (const { role, content } of request.messages) {
    if (role === "system" || role === "developer") needs.add("systemMessage");
    else turns++;
    for (const part of Array.isArray(content) ? (content as readonly ContentPart[]) : []) {
      if (part.type !== "text") needs.add(MEDIA[part.type]);
    }
  }
  if (turns > 1) needs.add("messageHistory");
  return needs;
}

const WORDS: Partial<Record<Capability, string>> = {
  systemMessage: "system messages; put what it says into the user message",
  messageHistory: "more than one message; send the last one alone",
  imageInput: "images as input",
  fileInput: "files as input",
  audioInput: "audio as input",
  conversation: "conversations; send the history as messages",
};

function refusal(name: string, need: Capability): string {
  return `${name} does not support ${WORDS[need] ?? `the option ${need}; leave it out`}`;
}
