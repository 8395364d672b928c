import { proxyFor, shownProxy } from "@g4f/core";

import type { CliCode } from "../exit-status.ts";
import { listedProviders, type ListedProvider } from "../listing/entries.ts";
import { checked, mayAnswer } from "../listing/providers.ts";
import type { ProviderState } from "../listing/state.ts";
import { statusOn } from "../screen/status.ts";
import { generalWarnings, openTarget } from "../target/open-target.ts";
import { configOf } from "../target/settings.ts";
import { environmentOf } from "../target/variables.ts";
import { askingChecks, type AskingContext } from "./asking.ts";
import { failed, type Check } from "./check.ts";

const PROBLEMS = {
  "not working": "model_gone",
  "key missing": "auth",
  "not reachable": "network",
} as const satisfies Partial<Record<ProviderState["state"], CliCode>>;

/** Who would answer `g4f ask`, and why. */
export async function answererCheck(context: AskingContext): Promise<Check> {
  try {
    await using target = await openTarget(context.choice, context);
    return { title: "answers", found: target.banner };
  } catch (error) {
    return failed("answers", error);
  }
}

/**
 * What there is to say of each provider that the file, or a variable of its own, sets up: its state, which
 * has whether its server was reached, where its key is from, its models, and with `call` one answer.
 */
export async function providerChecks(context: AskingContext): Promise<readonly Check[]> {
  const { registry, terminal } = context;
  const all = await listedProviders(registry, undefined, context);
  const configured = all.filter((one) => isConfigured(one, context));
  const listed = await checked(configured, terminal);
  const status = await statusOn(terminal, "asking them");
  try {
    const checks = await Promise.all(
      listed.map(async (one) => {
        const own = [
          stateCheck(one),
          ...keyChecks(one),
          ...cookieChecks(one),
          ...(await proxyChecks(one)),
        ];
        return mayAnswer(one) ? [...own, ...(await askingChecks(one, context))] : own;
      }),
    );
    return checks.flat();
  } finally {
    status.stop();
  }
}

/** Whether each route of the configuration can be made, and of whom. */
export async function routeChecks(context: AskingContext): Promise<readonly Check[]> {
  const names = Object.keys(context.loaded.config.routes ?? {});
  return await Promise.all(
    names.map(async (route) => {
      try {
        await using target = await openTarget({ ...context.choice, route }, context);
        // Those that are not of the route are told once.
        const own = target.warnings.slice(generalWarnings(context).length);
        return { title: `route ${route}`, found: [target.banner, ...own].join("; ") };
      } catch (error) {
        return failed(`route ${route}`, error);
      }
    }),
  );
}

function stateCheck({ entry, state, reason }: ListedProvider): Check {
  const found = reason === undefined ? state : `${state}: ${reason}`;
  const check = { title: entry.name, found };
  return state in PROBLEMS
    ? { ...check, problem: PROBLEMS[state as keyof typeof PROBLEMS] }
    : check;
}

/** Where its secrets are from, or that it needs none; what is missing its state says. */
function keyChecks({
  entry,
  state,
  found: { warnings, secrets },
}: ListedProvider): readonly Check[] {
  if (state === "key missing" || state === "not working") return [];
  const all = warnings.length > 0 ? warnings : secrets;
  return [{ title: `${entry.name} key`, found: all.join(", ") || "none, and none is needed" }];
}

/** The cookies that it would be sent, by name. */
function cookieChecks({ entry, found: { cookies } }: ListedProvider): readonly Check[] {
  if (cookies === undefined) return [];
  const title = `${entry.name} cookies`;
  return [{ title, found: `${cookies.names.join(", ")} (${cookies.place})` }];
}

/** The proxy that its calls go through, where somebody named one. */
async function proxyChecks({ entry, found }: ListedProvider): Promise<readonly Check[]> {
  const address = found.settings.baseUrl ?? entry.manifest?.baseUrl;
  if (found.proxy === undefined || address === undefined || !URL.canParse(address)) return [];
  const title = `${entry.name} proxy`;
  const { proxy, source } = found.proxy;
  try {
    const way = await proxyFor(proxy, address);
    const shown = way === undefined ? "none for this address" : shownProxy(way);
    return [{ title, found: `${shown} (${source})` }];
  } catch (error) {
    return [failed(title, error)];
  }
}

function isConfigured(
  { entry, found }: ListedProvider,
  { loaded, terminal }: AskingContext,
): boolean {
  const own = [configOf(entry, loaded), environmentOf(entry, terminal)];
  const names = [loaded.config.provider, terminal.env["G4F_PROVIDER"]].map((name) =>
    name?.toLowerCase(),
  );
  return (
    own.some((settings) => Object.keys(settings).length > 0) ||
    found.settings.credentials !== undefined ||
    found.cookies !== undefined ||
    [entry.name, ...entry.aliases].some((name) => names.includes(name.toLowerCase()))
  );
}
