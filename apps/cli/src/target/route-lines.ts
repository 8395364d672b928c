import type { CallResult } from "@g4f/core";

import { isScreen } from "../screen/colour.ts";
import type { Terminal } from "../terminal.ts";
import type { Target } from "./open-target.ts";

/** What of a route is told without being seen on a screen. */
interface Telling {
  readonly usage?: boolean;
  readonly debug?: boolean;
}

/**
 * Who of a route answered, for people; with `usage` or `debug` each attempt, also for pipes. Nothing where
 * there was no route.
 */
export function routeLines(
  { route }: Pick<Target, "route">,
  { provider, model, attempts = [] }: CallResult,
  { usage = false, debug = false }: Telling,
  { stderr, env }: Pick<Terminal, "stderr" | "env">,
): readonly string[] {
  if (route === undefined) return [];
  if (usage || debug)
    return attempts.map((attempt, index) => `attempt ${index + 1}: ${told(attempt)}`);
  return isScreen(stderr, env) ? [`${whoOf({ provider, model })} answered`] : [];
}

type Attempt = NonNullable<CallResult["attempts"]>[number];

function told({ ms, error, cached, ...who }: Attempt): string {
  const seconds = `${(ms / 1000).toFixed(1)} s`;
  if (error !== undefined)
    return `${whoOf(who)} failed after ${seconds}: ${error.code}: ${error.message}`;
  return `${whoOf(who)} answered in ${seconds}${cached === true ? ", from the cache" : ""}`;
}

function whoOf({ provider, model }: { readonly provider: string; readonly model: string }): string {
  return model === "" ? provider : `${provider}, ${model}`;
}
