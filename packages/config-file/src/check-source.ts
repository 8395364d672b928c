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
 * @throws ConfigFileError for the first thing that is wrong; an unknown key is answered with the nearest.
 */
export async function checkSource<T>(schema: z.ZodType<T>, source: ConfigSource): Promise<T> {
  const result = schema.safeParse(source.value ?? {});
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => deepest(issue, []));
  const [first] = issues;
  if (first?.issue.code !== "unrecognized_keys") {
    throw problemsError(source, issues.map(problemOf));
  }
  const [key = ""] = first.issue.keys;
  const path = [...first.path, key];
  const name = JSON.stringify(path.map(String).join("."));
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  // Who has written nothing wrong pays for nothing but the schema.
  const { suggest } = await import("@g4f/core");
  const advice = suggest(key, keysAt(schema, first.path));
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
  if (issue.code !== "unrecognized_keys") return { path, message: issue.message };
  return { path: [...path, issue.keys[0] ?? ""], message: "is unknown" };
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
