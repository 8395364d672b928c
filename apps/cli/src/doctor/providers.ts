import type { LoadedConfig } from "../config/config.ts";
import type { CliCode } from "../exit-status.ts";
import { listedProviders, type ListedProvider } from "../listing/entries.ts";
import { checked, mayAnswer } from "../listing/providers.ts";
import type { ProviderState } from "../listing/state.ts";
import { statusOn } from "../screen/status.ts";
import { openTarget } from "../target/open-target.ts";
import { configOf, settingsOf } from "../target/settings.ts";
import { environmentOf, variablesOf } from "../target/variables.ts";
import { variable, type Terminal } from "../terminal.ts";
import { askingChecks, type AskingContext } from "./asking.ts";
import { failed, type Check } from "./check.ts";

const PROBLEMS = {
  "not working": "model_gone",
  "key missing": "auth",
  "not reachable": "network",
} as const satisfies Partial<Record<ProviderState["state"], CliCode>>;

/** Who would answer `g4f ask`, and why. */
export async function answererCheck(loaded: LoadedConfig, terminal: Terminal): Promise<Check> {
  try {
    await using target = await openTarget({}, { loaded, terminal });
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
  const { registry, loaded, terminal } = context;
  const all = await listedProviders(registry, undefined, loaded, terminal);
  const configured = all.filter((one) => isConfigured(one, loaded, terminal));
  const listed = await checked(configured, terminal);
  const status = await statusOn(terminal, "asking them");
  try {
    const checks = await Promise.all(
      listed.map(async (one) => {
        const own = [stateCheck(one), ...keyChecks(one, loaded, terminal)];
        return mayAnswer(one) ? [...own, ...(await askingChecks(one, context))] : own;
      }),
    );
    return checks.flat();
  } finally {
    status.stop();
  }
}

/** Whether each route of the configuration can be made, and of whom. */
export async function routeChecks(
  loaded: LoadedConfig,
  terminal: Terminal,
): Promise<readonly Check[]> {
  const names = Object.keys(loaded.config.routes ?? {});
  return await Promise.all(
    names.map(async (route) => {
      try {
        await using target = await openTarget({ route }, { loaded, terminal });
        // Those of the file are told once.
        const own = target.warnings.slice(loaded.warnings.length);
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
function keyChecks(
  { entry, state }: ListedProvider,
  loaded: LoadedConfig,
  terminal: Terminal,
): readonly Check[] {
  if (state === "key missing" || state === "not working") return [];
  const { warnings } = settingsOf(entry, { choice: {}, loaded, terminal });
  const { key, cookie } = variablesOf(entry);
  const set = [key, cookie].filter((name) => variable(terminal, name) !== undefined);
  const own = configOf(entry, loaded);
  const stored = (["apiKey", "cookies", "headers"] as const)
    .filter((field) => own[field] !== undefined)
    .map((field) => `${field} in ${loaded.file ?? "the configuration"}`);
  const all = warnings.length > 0 ? warnings : [...set, ...stored];
  return [{ title: `${entry.name} key`, found: all.join(", ") || "none, and none is needed" }];
}

function isConfigured(
  { entry }: ListedProvider,
  loaded: LoadedConfig,
  terminal: Terminal,
): boolean {
  const own = [configOf(entry, loaded), environmentOf(entry, terminal)];
  const names = [loaded.config.provider, terminal.env["G4F_PROVIDER"]].map((name) =>
    name?.toLowerCase(),
  );
  return (
    own.some((settings) => Object.keys(settings).length > 0) ||
    [entry.name, ...entry.aliases].some((name) => names.includes(name.toLowerCase()))
  );
}
