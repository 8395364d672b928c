import type { CommonRequest } from "@g4f/core";
import { needsOf, supportsOf } from "@g4f/core/engine";

import { inputTokens } from "./estimate.ts";
import type { Candidate } from "./lane.ts";

/** Which target is asked first; the others follow in turn. */
export const ORDERS = [
  "ordered",
  "weighted",
  "round-robin",
  "least-latency",
  "cheapest",
  "capability",
  "context-length",
] as const;

/**
 * `ordered`: as they are listed. `weighted`: at random, by `weight`. `round-robin`: each in turn.
 * `least-latency`: the one that was fastest to its first content; one not seen for a minute is tried.
 * `cheapest`: by `price` and the length of the request. `capability`: those said to have what the
 * request needs before those of which nothing is said. `context-length`: the smallest that holds it.
 */
export type Order = (typeof ORDERS)[number];

/** What an order goes by. */
export interface OrderFacts {
  readonly request: CommonRequest;
  /** How many calls came before. */
  readonly turn: number;
  /** Ms to the first content; undefined: not seen of late. */
  readonly latencies: ReadonlyMap<Candidate, number>;
}

/** What an answer is taken to be long. */
const EXPECTED_OUTPUT = 500;

/** The candidates, best first; the keys of one target stay together, and take turns. */
export function ordered(
  order: Order,
  candidates: readonly Candidate[],
  facts: OrderFacts,
): readonly Candidate[] {
  const groups = [...Map.groupBy(candidates, ({ lane }) => lane.target).values()];
  const turned = groups.map((keys) => rotated(keys, facts.turn));
  return arranged(order, turned, facts).flat();
}

type Group = readonly Candidate[];

function arranged(order: Order, groups: readonly Group[], facts: OrderFacts): readonly Group[] {
  switch (order) {
    case "ordered":
      return groups;
    case "round-robin":
      return rotated(groups, facts.turn);
    case "weighted":
      // Efraimidis and Spirakis: in this order each is first as often as its weight has it.
      return by(groups, ({ lane }) => -Math.log(1 - Math.random()) / lane.weight);
    case "least-latency":
      return by(groups, (candidate) => facts.latencies.get(candidate) ?? 0);
    case "cheapest":
      return by(groups, (candidate) => costOf(candidate, facts.request));
    case "capability":
      return by(groups, (candidate) => -saidToSupport(candidate, facts.request));
    case "context-length":
      return by(groups, (candidate) => candidate.context ?? Number.POSITIVE_INFINITY);
  }
}

function rotated<T>(list: readonly T[], turn: number): readonly T[] {
  const first = turn % list.length;
  return first === 0 ? list : [...list.slice(first), ...list.slice(0, first)];
}

function by(groups: readonly Group[], rank: (first: Candidate) => number): readonly Group[] {
  const ranked = groups.map((group) => ({ group, at: Math.min(...group.map(rank)) }));
  return ranked.toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ group }) => group);
}

function costOf({ lane }: Candidate, request: CommonRequest): number {
  if (lane.price === undefined) return Number.POSITIVE_INFINITY;
  const output = request.maxTokens ?? EXPECTED_OUTPUT;
  return inputTokens(request) * lane.price.input + output * lane.price.output;
}

function saidToSupport({ lane, model }: Candidate, request: CommonRequest): number {
  if (!Array.isArray(request.messages)) return 0;
  const supports = supportsOf(lane.provider.manifest, model);
  return [...needsOf(request)].filter((need) => supports[need] === true).length;
}
