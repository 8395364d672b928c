import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { ConformanceUsageError, runConformanceCommand } from "@g4f/conformance/command";
import type { ConformanceTarget } from "@g4f/conformance/command";
import { suggest } from "@g4f/core";

import { CliError } from "../exit-status.ts";
import type { Terminal } from "../terminal.ts";
import { OWN_NAMES, ownTarget } from "./targets.ts";

/** What `g4f conformance` was told on its command line. */
export interface JudgeOptions {
  /** Name of a dialect, or a path to a module. */
  readonly dialect?: string;
  readonly export?: string;
  readonly filter?: string;
  readonly reporter?: string;
  readonly badge?: string;
}

/**
 * Judges a provider and prints the report.
 * @throws CliError `conformance_failed` where a case failed, `usage` where there is nothing to judge.
 */
export async function judge(
  what: string,
  options: JudgeOptions,
  terminal: Terminal,
): Promise<void> {
  const { filter, reporter, badge } = options;
  const { stdout, stderr, signal } = terminal;
  try {
    const report = await runConformanceCommand({
      target: targetOf(what, options),
      filter,
      reporter,
      badge,
      stdout,
      stderr,
      signal,
    });
    if (report.failed > 0 || report.passed === 0) {
      const sum = `${report.failed} of ${report.cases.length} cases failed`;
      throw new CliError("conformance_failed", `${report.provider}: ${sum}`);
    }
  } catch (error) {
    if (error instanceof ConformanceUsageError) throw new CliError("usage", error.message);
    throw error;
  }
}

/** Only a name of ours or a path that was typed as one is ever imported. */
function targetOf(what: string, { dialect, export: name }: JudgeOptions): ConformanceTarget {
  const asked = {
    ...(dialect === undefined ? {} : { dialect: isPath(dialect) ? urlOf(dialect) : dialect }),
    ...(name === undefined ? {} : { export: name }),
  };
  if (isPath(what)) return { module: urlOf(what), ...asked };
  const own = ownTarget(what);
  if (own !== undefined) return { ...own, ...asked };
  throw new CliError(
    "usage",
    `no provider named ${JSON.stringify(what)} can be judged${suggest(what, OWN_NAMES)}; there are ${OWN_NAMES.join(", ")}, or name a module: ./provider.ts`,
  );
}

function isPath(text: string): boolean {
  return /^(?:\.{1,2}[/\\]|[/\\]|[a-z]:[/\\])/i.test(text);
}

function urlOf(path: string): string {
  const file = resolve(path);
  if (!existsSync(file)) throw new CliError("usage", `there is no file ${file}`);
  return pathToFileURL(file).href;
}
