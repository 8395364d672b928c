import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import { ConfigFileError, unreadable, type ConfigSource, type Path } from "@g4f/config-file";

/**
 * Runs a TypeScript file and takes its default export; Node strips the types.
 * @throws ConfigFileError with the file, and the line where Node tells it.
 */
export async function readModule(file: string): Promise<ConfigSource> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const url = pathToFileURL(file).href;
  let module: { readonly default?: unknown };
  try {
    module = (await import(url)) as typeof module;
  } catch (error) {
    throw failed(file, url, error);
  }
  if (module.default === undefined) {
    throw new ConfigFileError(
      file,
      undefined,
      "it exports no configuration: write `export default { … }`",
    );
  }
  return { file, value: module.default, lineOf: (path) => lineIn(text, path) };
}

function failed(file: string, url: string, error: unknown): Error {
  const { message = String(error), stack = "" } = Object(error) as Partial<Error>;
  // A fault of syntax names the file by its path, one of the program by its URL.
  const [line] = [url, file].flatMap((name) => stack.split(`${name}:`, 2)[1]?.match(/^\d+/) ?? []);
  const first = message.split("\n", 1)[0] ?? "";
  return new ConfigFileError(
    file,
    line === undefined ? undefined : Number(line),
    `it failed: ${first}`,
  );
}

/** Where the keys of a path follow one another in the text; a program's values have no positions. */
function lineIn(text: string, path: Path): number | undefined {
  let at = 0;
  let found: number | undefined;
  for (const key of path) {
    // Lists have no names to look for.
    if (typeof key === "number") break;
    const next = text.indexOf(String(key), at);
    if (next < 0) break;
    found = next;
    at = next + String(key).length;
  }
  return found === undefined ? undefined : text.slice(0, found).split("\n").length;
}
