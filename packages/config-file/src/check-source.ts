import type { z } from "zod";

import { keysAt } from "./keys-at.ts";
import {
  ConfigFileError,
  problemsError,
  type ConfigProblem,
  type ConfigSource,
  type Path,
} from "./source.ts";

/**
 * What a file that was read says, by its schema. An empty file is an empty map. Each field's schema says
 * what is right in its own message: `must be a number of seconds`.
 * @throws ConfigFileError for an unknown key, with the nearest known, or the first thing that is wrong.
 */
export async function checkSource<T>(schema: z.ZodType<T>, source: ConfigSource): Promise<T> {
  const result = schema.safeParse(source.value ?? {});
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => deepest(issue, []));
  // What is missing may stand there under a name that is misspelt: that comes first.
  const unknown = issues.find(({ issue }) => issue.code === "unrecognized_keys");
  if (unknown?.issue.code !== "unrecognized_keys") {
    throw problemsError(source, issues.map(problemOf));
  }
  const [key = ""] = unknown.issue.keys;
  const path = [...unknown.path, key];
  const name = JSON.stringify(path.map(String).join("."));
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  // Who has written nothing wrong pays for nothing but the schema.
  const { suggest } = await import("@g4f/core");
  const advice = suggest(key, keysAt(schema, unknown.path));
  throw new ConfigFileError(
    source.file,
    source.lineOf(path),
    `unknown key ${name}${advice}${more}`,
  );
}

interface Placed {
  readonly issue: z.core.$ZodIssue;
  readonly path: Path;
}

function problemOf({ issue, path }: Placed): ConfigProblem {
  return { path, message: issue.message };
}

/** Of a union, what the branch that came furthest complains of: it is what was meant. */
function deepest(issue: z.core.$ZodIssue, above: Path): Placed {
  const path = [...above, ...issue.path];
  if (issue.code !== "invalid_union") return { issue, path };
  const inner = issue.errors.find(
    ([first]) => (first?.path.length ?? 0) > 0 || first?.code === "unrecognized_keys",
  )?.[0];
  return inner === undefined ? { issue, path } : deepest(inner, path);
}
