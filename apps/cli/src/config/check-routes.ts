import { problemsError, type ConfigSource } from "@g4f/config-file";
import { parseRoutes, RouteConfigError, type RouteConfig } from "@g4f/router/config";

/**
 * The routes of a file that was read.
 * @throws ConfigFileError that names file, line, key and what would be right.
 */
export function checkRoutes(
  routes: unknown,
  source: ConfigSource,
): Readonly<Record<string, RouteConfig>> {
  try {
    return parseRoutes(routes);
  } catch (error) {
    if (!(error instanceof RouteConfigError)) throw error;
    const below = error.problems.map(({ path, message }) => ({
      path: ["routes", ...path],
      message,
    }));
    throw problemsError(source, below);
  }
}
