import { suggest } from "@g4f/core";
import type { z } from "zod";

import type { Config } from "./config.ts";
import { configSchema, KEYS } from "./schema.ts";
import { configError, type ConfigSource, type Path } from "./source.ts";

/**
 * The configuration in a file that was read. An empty file is an empty configuration.
 * @throws CliError `config` that names file, line, key and what would be right, and shows no value.
 */
export function checkConfig(source: ConfigSource): Config {
  const result = configSchema.safeParse(source.value ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const more = result.error.issues.length - 1;
  const { path, problem } = describe(issue);
  const others = more > 0 ? ` (and ${more} more)` : "";
  throw configError(source.file, source.lineOf(path), `${problem}${others}`);
}

function describe(issue: z.core.$ZodIssue | undefined): {
  readonly path: Path;
  readonly problem: string;
} {
  const path = issue?.path ?? [];
  if (issue?.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const known = path.length === 0 ? KEYS.config : KEYS.provider;
    return {
      path: [...path, key],
      problem: `unknown key ${JSON.stringify([...path, key].join("."))}${suggest(key, known)}`,
    };
  }
  const name = path.length === 0 ? "the configuration" : path.map(String).join(".");
  return { path, problem: `${name} ${issue?.message ?? "is wrong"}` };
}
