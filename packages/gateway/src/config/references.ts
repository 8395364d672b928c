import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { ConfigFileError, reasonOf, type ConfigSource, type Path } from "@g4f/config-file";

/** Where references lead. */
export interface ReferenceContext {
  readonly source: ConfigSource;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Whether a text is `env:NAME` or `file:path`. */
export function isReference(text: string): boolean {
  return /^(?:env|file):/.test(text);
}

/** A path in a configuration, from the folder that this lies in. */
export function pathIn({ file }: Pick<ConfigSource, "file">, path: string): string {
  return resolve(dirname(file), path);
}

/**
 * What a reference leads to, without the line end that a file has.
 * @throws ConfigFileError that names the line of the reference, and no part of the secret.
 */
export async function follow(
  reference: string,
  path: Path,
  { source, env }: ReferenceContext,
): Promise<string> {
  const wrong = (problem: string): ConfigFileError =>
    new ConfigFileError(source.file, source.lineOf(path), `${path.join(".")}${problem}`);
  const name = reference.slice(reference.indexOf(":") + 1);
  if (reference.startsWith("env:")) {
    const value = env[name];
    if (value === undefined || value === "") throw wrong(`: the environment has no ${name}`);
    return value;
  }
  const file = pathIn(source, name);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw wrong(`: ${file} could not be read: ${reasonOf(error)}`);
  });
  const value = text.replace(/\r?\n$/, "");
  if (value === "" || /[\r\n]/.test(value)) throw wrong(`: ${file} must hold one line, the secret`);
  return value;
}
