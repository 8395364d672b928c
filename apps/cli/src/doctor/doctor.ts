import { defined } from "@g4f/core/kit";

import type { LoadedConfig } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { CliError } from "../exit-status.ts";
import { jsonLine } from "../json-line.ts";
import { print } from "../print.ts";
import { hasColour, painter } from "../screen/colour.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { openSession, type Session, type SessionFlags } from "../session/session.ts";
import { createRegistry } from "../target/create-registry.ts";
import type { Terminal } from "../terminal.ts";
import { failed, type Check } from "./check.ts";
import { environmentCheck, versionCheck } from "./environment.ts";
import { answererCheck, providerChecks, routeChecks } from "./providers.ts";

/** What `g4f doctor` was told on its command line. */
export interface DoctorOptions extends SessionFlags {
  readonly config?: string;
  readonly proxy?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
  /** Ask each provider for a tiny answer. */
  readonly call?: boolean;
}

/**
 * Prints what was looked at, one line each.
 * @throws CliError with the code of the first thing that is wrong.
 */
export async function doctor(
  options: DoctorOptions,
  version: string,
  terminal: Terminal,
): Promise<void> {
  const { json = false } = options;
  const checks = await examine(options, version, terminal);
  await print(terminal.stdout, json ? `${jsonLine({ checks })}\n` : linesOf(checks, terminal));
  const bad = checks.filter(({ problem }) => problem !== undefined);
  const [first] = bad;
  if (first?.problem === undefined) return;
  const count = `${bad.length} of ${checks.length} checks failed`;
  throw new CliError(first.problem, `${count}; the first: ${first.title}`);
}

async function examine(
  options: DoctorOptions,
  version: string,
  terminal: Terminal,
): Promise<readonly Check[]> {
  const { config, call = false, proxy, account, offline } = options;
  await using registry = createRegistry();
  const checks = [versionCheck(version, terminal), environmentCheck(registry.list(), terminal)];
  try {
    const loaded = await loadConfig(config, terminal);
    checks.push(...configChecks(loaded));
    const session = await sessionOf(options, terminal);
    checks.push(...session.checks);
    const choice = defined({ proxy, account, offline });
    const context = { registry, loaded, terminal, session: session.session, call, choice };
    const providers = await providerChecks(context);
    const routes = await routeChecks(context);
    checks.push(await answererCheck(context), ...routes, ...providers);
  } catch (error) {
    checks.push(failed("configuration", error));
  }
  return checks;
}

/** What was kept, and what is wrong with it: then the rest is examined without it. */
async function sessionOf(
  flags: SessionFlags,
  terminal: Terminal,
): Promise<{ readonly session?: Session; readonly checks: readonly Check[] }> {
  const title = "session";
  try {
    const session = await openSession(flags, terminal);
    return { session, checks: session.warnings.map((found) => ({ title, found })) };
  } catch (error) {
    return { checks: [failed(title, error)] };
  }
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
