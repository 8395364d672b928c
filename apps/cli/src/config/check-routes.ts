import { parseRoutes, RouteConfigError, type RouteConfig } from "@g4f/router/config";

import { configError, type ConfigSource } from "./source.ts";

/**
 * The routes of a file that was read.
 * @throws CliError `config` that names file, line, key and what would be right.
 */
export function checkRoutes(
  routes: unknown,
  { file, lineOf }: ConfigSource,
): Readonly<Record<string, RouteConfig>> {
  try {
    return parseRoutes(routes);
  } catch (error) {
    if (!(error instanceof RouteConfigError)) throw error;
    const [first] = error.problems;
    const path = ["routes", ...(first?.path ?? [])];
    const more = error.problems.length - 1;
    const others = more > 0 ? ` (and ${more} more)` : "";
    throw configError(file, lineOf(path), `${show(path)} ${first?.message ?? "is wrong"}${others}`);
  }
}

function show(path: readonly (string | number)[]): string {
  const steps = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`));
  return steps.join("").slice(1);
}
