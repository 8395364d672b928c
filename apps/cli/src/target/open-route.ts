import { ProviderError, suggest } from "@g4f/core";
import type { Provider, ProviderRegistry } from "@g4f/core/registry";

import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Choice } from "./choice.ts";
import type { Target, TargetContext } from "./open-target.ts";
import { RouteMembers } from "./route-members.ts";

type OpenedRoute = Pick<Target, "provider" | "model" | "source" | "route" | "who" | "banner"> & {
  readonly warnings: readonly string[];
};

/**
 * A route of the configuration, over providers set up as each would be alone.
 * @throws CliError `usage` for a name that no route has, or flags beside it that name somebody else;
 * `config` where the route cannot be made; `auth` where none of its providers has a key.
 */
export async function openRoute(
  name: string,
  choice: Choice,
  context: TargetContext,
  registry: ProviderRegistry,
): Promise<OpenedRoute> {
  checkFlags(choice);
  const routes = context.loaded.config.routes ?? {};
  checkName(name, Object.keys(routes));
  const members = new RouteMembers(registry, choice, context);
  const provider = await make(name, members, context);
  const who = neutraliseLine(`route ${name}`);
  return {
    provider,
    model: undefined,
    source: "flag",
    route: name,
    who,
    banner: `${who} answers (${members.names.map(neutraliseLine).join(", ")})`,
    warnings: await members.warnings(),
  };
}

function checkFlags({ provider, model, baseUrl }: Choice): void {
  const [flag] = Object.entries({ provider, model, "base-url": baseUrl }).flatMap(([own, value]) =>
    value === undefined ? [] : [own],
  );
  if (flag === undefined) return;
  throw new CliError("usage", `--route says who answers: leave out --${flag}, or --route`);
}

function checkName(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const advice = known.length === 0 ? "; the configuration has no routes" : suggest(name, known);
  throw new CliError("usage", `no route is named ${JSON.stringify(name.slice(0, 100))}${advice}`);
}

async function make(
  name: string,
  members: RouteMembers,
  { loaded, logger }: TargetContext,
): Promise<Provider> {
  // Who asks one provider pays for no router.
  const { openRoute: open } = await import("@g4f/router/config");
  try {
    const router = await open(name, loaded.config.routes ?? {}, members);
    if (logger !== undefined) router.subscribe((await import("@g4f/router")).logEvents(logger));
    return router;
  } catch (error) {
    const isOfFile =
      error instanceof TypeError || (ProviderError.is(error) && error.code === "invalid_request");
    if (!isOfFile) throw error;
    const place = loaded.placeOf(["routes", name, "use"]);
    throw new CliError("config", `${place}: routes.${name}: ${error.message}`, { cause: error });
  }
}
