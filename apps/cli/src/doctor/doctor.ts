import type { LoadedConfig } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { CliError } from "../exit-status.ts";
import { jsonLine } from "../json-line.ts";
import { print } from "../print.ts";
import { hasColour, painter } from "../screen/colour.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { createRegistry } from "../target/create-registry.ts";
import type { Terminal } from "../terminal.ts";
import { failed, type Check } from "./check.ts";
import { environmentCheck, versionCheck } from "./environment.ts";
import { answererCheck, providerChecks, routeChecks } from "./providers.ts";

/** What `g4f doctor` was told on its command line. */
export interface DoctorOptions {
  readonly config?: string;
  readonly json?: boolean;
  /** Ask each provider for a tiny answer. */
  readonly call?: boolean;
}

/**
 * Prints what was looked at, one line each.
 * @throws CliError with the code of the first thing that is wrong.
 */
export async function doctor(
  { config, json = false, call = false }: DoctorOptions,
  version: string,
  terminal: Terminal,
): Promise<void> {
  const checks = await examine(config, call, version, terminal);
  await print(terminal.stdout, json ? `${jsonLine({ checks })}\n` : linesOf(checks, terminal));
  const bad = checks.filter(({ problem }) => problem !== undefined);
  const [first] = bad;
  if (first?.problem === undefined) return;
  const count = `${bad.length} of ${checks.length} checks failed`;
  throw new CliError(first.problem, `${count}; the first: ${first.title}`);
}

async function examine(
  file: string | undefined,
  call: boolean,
  version: string,
  terminal: Terminal,
): Promise<readonly Check[]> {
  await using registry = createRegistry();
  const checks = [versionCheck(version, terminal), environmentCheck(registry.list(), terminal)];
  let loaded: LoadedConfig;
  try {
    loaded = await loadConfig(file, terminal);
    checks.push(...configChecks(loaded));
    const providers = await providerChecks({ registry, loaded, terminal, call });
    const routes = await routeChecks(loaded, terminal);
    checks.push(await answererCheck(loaded, terminal), ...routes, ...providers);
  } catch (error) {
    checks.push(failed("configuration", error));
  }
  return checks;
}

function configChecks({ file, warnings }: LoadedConfig): readonly Check[] {
  const title = "configuration";
  if (file === undefined) return [{ title, found: "none, which is fine" }];
  if (warnings.length === 0) return [{ title, found: file }];
  return warnings.map((found) => ({ title, found, problem: "config" }));
}

function linesOf(checks: readonly Check[], { stdout, env }: Terminal): string {
  const paint = painter(hasColour(stdout, env));
  const width = Math.max(...checks.map(({ title }) => title.length));
  return checks
    .map(({ title, found, problem }) => {
      const mark = problem === undefined ? paint("green", "✓") : paint("red", "✗");
      return `${mark} ${title.padEnd(width)}  ${neutraliseLine(found)}\n`;
    })
    .join("");
}
