import {
  modelId,
  ProviderError,
  type Capability,
  type CommonRequest,
  type ProviderManifest,
} from "@g4f/core";
import { needsOf, resolveModel, suggest } from "@g4f/core/engine";

import { inputTokens } from "./estimate.ts";
import { candidateOf, labelOf, type Candidate, type Lane } from "./lane.ts";

/** The id that `wanted` stands for; @throws ProviderError `model_not_found` where a closed list lacks it. */
export function modelOf(manifest: ProviderManifest, wanted: string | undefined): string {
  return resolveModel(manifest, wanted);
}

/** The candidates of calls that name no model: one for each lane, in the order of the list. */
export function defaultCandidates(lanes: readonly Lane[]): readonly Candidate[] {
  return lanes.map((lane) => candidateOf(lane, modelOf(lane.provider.manifest, lane.model)));
}

/**
 * Those of a route that can serve a request, in the order of the list, or of the models that it names.
 * @throws ProviderError `model_not_found`, `not_supported` (which says what is missing) or
 * `context_length` where none can.
 */
export function candidatesOf(
  route: string,
  candidates: readonly Candidate[],
  request: CommonRequest,
): readonly Candidate[] {
  const named = namedBy(route, candidates, request.model);
  // What is no list of messages is for the provider's own check to complain of.
  if (!Array.isArray(request.messages)) return named;
  return fitting(route, able(route, named, request), request);
}

function namedBy(
  route: string,
  candidates: readonly Candidate[],
  model: unknown,
): readonly Candidate[] {
  if (typeof model !== "string" || model === "" || isSame(model, route)) return candidates;
  const lanes = candidates.map(({ lane }) => lane);
  const found = new Map<Lane, Candidate>();
  for (const spec of model.split(",").map((one) => one.trim())) {
    const matches = matching(spec, lanes);
    if (matches.length === 0) throw unknownModel(route, spec, lanes);
    for (const candidate of matches) {
      if (!found.has(candidate.lane)) found.set(candidate.lane, candidate);
    }
  }
  return [...found.values()];
}

/** `provider:model`, a model that is known, a provider, or a model of an open list; in this order. */
function matching(spec: string, lanes: readonly Lane[]): readonly Candidate[] {
  const colon = spec.indexOf(":");
  const head = colon < 0 ? "" : spec.slice(0, colon);
  const owners = head === "" ? [] : lanes.filter((lane) => isNamed(lane, head));
  if (owners.length > 0) {
    const model = spec.slice(colon + 1);
    return firstOf(having(owners, model, "known"), having(owners, model, "perhaps"));
  }
  const named = lanes.filter((lane) => isNamed(lane, spec));
  return firstOf(
    having(lanes, spec, "known"),
    having(named, "", "known"),
    having(lanes, spec, "perhaps"),
  );
}

/** The first list that is not empty. */
function firstOf<T>(...lists: readonly (readonly T[])[]): readonly T[] {
  return lists.find((list) => list.length > 0) ?? [];
}

function having(
  lanes: readonly Lane[],
  model: string,
  wanted: "known" | "perhaps",
): readonly Candidate[] {
  return lanes.flatMap((lane) => {
    const { id, has } = idOf(lane, model);
    return has === wanted ? [candidateOf(lane, id)] : [];
  });
}

function idOf(
  { provider, model: pinned }: Lane,
  wanted: string,
): { readonly id: string; readonly has: "known" | "perhaps" | "not" } {
  const { manifest } = provider;
  if (wanted === "") return { id: modelOf(manifest, pinned), has: "known" };
  const { models } = manifest;
  const aliases = models.aliases ?? {};
  const id = Object.hasOwn(aliases, wanted) ? (aliases[wanted] ?? wanted) : wanted;
  if (pinned !== undefined) {
    return { id, has: modelOf(manifest, pinned) === id ? "known" : "not" };
  }
  const known = manifest.defaultModel === id || models.known.some((one) => modelId(one) === id);
  if (known) return { id, has: "known" };
  return { id, has: models.open ? "perhaps" : "not" };
}

function isNamed({ provider }: Lane, name: string): boolean {
  const { name: own, aliases = [] } = provider.manifest;
  return [own, ...aliases].some((one) => isSame(one, name));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function unknownModel(route: string, spec: string, lanes: readonly Lane[]): ProviderError {
  const known = lanes.flatMap(({ provider: { manifest }, model }) => {
    const ids = manifest.models.known.map(modelId);
    const all =
      model === undefined ? [...ids, ...Object.keys(manifest.models.aliases ?? {})] : [model];
    return all.flatMap((id) => [id, `${manifest.name}:${id}`]);
  });
  return new ProviderError(
    "model_not_found",
    `${route}: no provider of the route has ${JSON.stringify(spec.slice(0, 100))}${suggest(spec, known)}`,
    { provider: route },
  );
}

function able(
  route: string,
  candidates: readonly Candidate[],
  request: CommonRequest,
): readonly Candidate[] {
  if (!candidates.some(({ lacks }) => mayNeed(request, lacks))) return candidates;
  const needs = needsOf(request);
  const missing: string[] = [];
  const left = candidates.filter((candidate) => {
    const lacking = candidate.lacks.filter((ability) => needs.has(ability));
    if (lacking.length > 0) missing.push(`${labelOf(candidate)} lacks ${lacking.join(", ")}`);
    return lacking.length === 0;
  });
  if (left.length > 0) return left;
  const message = `${route}: no provider of the route can serve the request: ${missing.join("; ")}`;
  throw new ProviderError("not_supported", message, { provider: route });
}

/** Abilities that no field of their name asks for, but what the messages hold. */
const OF_MESSAGES: ReadonlySet<Capability> = new Set<Exclude<Capability, keyof CommonRequest>>([
  "systemMessage",
  "messageHistory",
  "imageInput",
  "fileInput",
  "audioInput",
  "reasoning",
]);

/** Whether the request could need one of them: to find out what it needs takes longer. */
function mayNeed(request: CommonRequest, abilities: readonly Capability[]): boolean {
  return abilities.some(
    (ability) => OF_MESSAGES.has(ability) || request[ability as keyof CommonRequest] !== undefined,
  );
}

function fitting(
  route: string,
  candidates: readonly Candidate[],
  request: CommonRequest,
): readonly Candidate[] {
  if (candidates.every(({ context }) => context === undefined)) return candidates;
  const tokens = inputTokens(request);
  const left = candidates.filter(({ context = Number.POSITIVE_INFINITY }) => tokens <= context);
  if (left.length > 0) return left;
  const most = Math.max(...candidates.map(({ context = 0 }) => context));
  throw new ProviderError(
    "context_length",
    `${route}: the request is about ${tokens} tokens long; the largest context of the route holds ${most}`,
    { provider: route },
  );
}
