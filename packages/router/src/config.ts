import { suggest } from "@g4f/core/engine";
import type { ProviderRegistry } from "@g4f/core/registry";
import * as z from "zod";

import { ORDERS } from "./order.ts";
import { resolveRoute, type NamedRouteOptions, type NamedTarget } from "./resolve.ts";
import type { Router } from "./router.ts";

/** A route as plain data: what a file may say. Times are in ms, as everywhere. */
export type RouteConfig = Omit<NamedRouteOptions, "use" | "name" | "store"> & {
  readonly use: readonly (string | NamedTarget)[];
};

/** One thing that is wrong with a file. */
export interface ConfigProblem {
  /** Where, from the top of what was given: `["main", "use", 0, "weight"]`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, and what would be right; without the path. */
  readonly message: string;
}

/** What a file says of routes is wrong; the message names the path of everything that is. */
export class RouteConfigError extends TypeError {
  override readonly name: string = "RouteConfigError";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], at = "routes") {
    super(problems.map(({ path, message }) => `${show([at, ...path])} ${message}`).join("; "));
    this.problems = problems;
  }
}

const ms = z.exactOptional(z.number().nonnegative());
const count = z.exactOptional(z.int().positive());
const positive = z.exactOptional(z.number().positive());

const backoff = z.strictObject({ baseMs: ms, maxMs: ms });

const budget = z.strictObject({ ratio: z.exactOptional(z.number().min(0).max(1)), floor: ms });

const price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() });

const cache = z.strictObject({
  ttlMs: positive,
  maxCharacters: positive,
  tools: z.exactOptional(z.boolean()),
});

const hedge = z.strictObject({ afterMs: z.number().nonnegative() });

const rateLimit = z.strictObject({
  requestsPerMinute: positive,
  tokensPerMinute: positive,
  expectedOutputTokens: positive,
});

const target = z.strictObject({
  model: z.string().min(1),
  account: z.exactOptional(z.string().min(1)),
  weight: positive,
  price: z.exactOptional(price),
  contextLength: positive,
  rateLimit: z.exactOptional(rateLimit),
});

const breaker = z.strictObject({
  failures: positive,
  rate: z.exactOptional(z.number().positive().max(1)),
  minCalls: positive,
  windowMs: positive,
  openMs: positive,
  maxOpenMs: positive,
});

const timeouts = z.strictObject({
  connect: positive,
  firstEvent: positive,
  idle: positive,
  total: positive,
  queue: positive,
  unread: positive,
  cleanup: positive,
  attempt: positive,
});

const routeObject = z.strictObject({
  use: z.array(z.union([z.string().min(1), target])).min(1),
  order: z.exactOptional(z.enum(ORDERS)),
  attempts: count,
  attemptsPerTarget: count,
  backoff: z.exactOptional(backoff),
  maxWaitMs: ms,
  budget: z.exactOptional(z.union([z.literal(false), budget])),
  breaker: z.exactOptional(z.union([z.literal(false), breaker])),
  cooldown: z.exactOptional(backoff),
  rateLimit: z.exactOptional(rateLimit),
  cache: z.exactOptional(cache),
  timeouts: z.exactOptional(timeouts),
  hedge: z.exactOptional(hedge),
  continuation: z.exactOptional(z.boolean()),
});

/** The schema of one route. */
export const routeConfigSchema: z.ZodType<RouteConfig> = routeObject;

/** What each object of a route may hold, by the key that it stands under. */
const OBJECTS: Readonly<Record<string, { readonly shape: object }>> = {
  use: target,
  price,
  backoff,
  cooldown: backoff,
  budget,
  breaker,
  rateLimit,
  cache,
  timeouts,
  hedge,
};

/** The schema of all routes of a file: name → route. */
export const routesConfigSchema: z.ZodType<Readonly<Record<string, RouteConfig>>> = z.record(
  z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, {
    error: 'must be a name: 1 to 64 letters, digits, ".", "_" or "-"',
  }),
  routeConfigSchema,
);

/**
 * The routes of a config file, given what its `routes` holds.
 * @throws RouteConfigError where something is wrong: all of it, each with its path.
 */
export function parseRoutes(data: unknown): Readonly<Record<string, RouteConfig>> {
  const parsed = routesConfigSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new RouteConfigError(parsed.error.issues.flatMap((issue) => problemsOf(issue, [])));
}

/**
 * The route that a name stands for, over the providers of `registry`.
 * @throws RouteConfigError where no route has the name, with the nearest. ProviderError or TypeError
 * where a target of it means nothing, as `resolveRoute`.
 */
export async function openRoute(
  name: string,
  routes: Readonly<Record<string, RouteConfig>>,
  registry: Pick<ProviderRegistry, "has" | "list" | "resolve">,
): Promise<Router> {
  const config = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (config !== undefined) return await resolveRoute(registry, { ...config, name });
  const known = Object.keys(routes);
  const advice = known.length === 0 ? "; there are none" : suggest(name, known);
  const message = `has no route ${JSON.stringify(name.slice(0, 100))}${advice}`;
  throw new RouteConfigError([{ path: [], message }]);
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, above: readonly PropertyKey[]): readonly ConfigProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === "invalid_union") return ofUnion(issue, path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(path);
    return issue.keys.map((key) => ({
      path: plain([...path, key]),
      message: `is unknown${suggest(key, known)}`,
    }));
  }
  return [{ path: plain(path), message: words(issue) }];
}

/** The name of a route may be that of one of its objects. */
function keysAt([, ...path]: readonly PropertyKey[]): readonly string[] {
  const name = path.findLast((key) => typeof key === "string") ?? "";
  return Object.keys((OBJECTS[name] ?? routeObject).shape);
}

/** Of a union, the branch that came furthest: what it complains of is what was meant. */
function ofUnion(
  issue: Issue & { readonly code: "invalid_union" },
  path: readonly PropertyKey[],
): readonly ConfigProblem[] {
  const branch = issue.errors.find(
    ([first]) => (first?.path.length ?? 0) > 0 || first?.code === "unrecognized_keys",
  );
  if (branch !== undefined) return branch.flatMap((inner) => problemsOf(inner, path));
  const wanted = issue.errors.flat().map(words);
  return [{ path: plain(path), message: [...new Set(wanted)].join(", or ") }];
}

function words(issue: Issue): string {
  if (issue.code === "invalid_type") {
    const missing = issue.message.includes("received undefined");
    return missing ? "is missing" : `must be ${kind(issue.expected)}`;
  }
  if (issue.code === "invalid_value") return `must be ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small" && issue.origin === "array") return "is empty: name at least one";
  if (issue.code === "too_small" && issue.origin === "string") return "must not be empty";
  if (issue.code === "too_small") {
    return `must be ${issue.inclusive === true ? "at least" : "above"} ${issue.minimum}`;
  }
  if (issue.code === "invalid_key") return issue.issues.map(words).join(", ");
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  return issue.message;
}

function kind(type: string): string {
  if (type === "int") return "a whole number";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function plain(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((key) => (typeof key === "symbol" ? String(key) : key));
}

function show(path: readonly (string | number)[]): string {
  const steps = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`));
  return steps.join("").replace(/^\./, "");
}
