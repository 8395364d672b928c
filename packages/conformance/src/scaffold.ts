import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { scaffoldNames } from "./scaffold/names.ts";
import { packageFiles } from "./scaffold/package-files.ts";
import { WIRES, type ScaffoldWire } from "./scaffold/wires.ts";

/** What {@link createProviderPackage} takes. */
export interface ScaffoldOptions {
  /** Such as `acme-cloud`. */
  readonly name: string;
  /** What it speaks: `openai`, `sse`, `ndjson` or `none`. Default: `sse`. */
  readonly wire?: string | undefined;
  /** Where the package's folder is made. Default: the working folder. */
  readonly folder?: string | undefined;
}

/** What was written. */
export interface Scaffolded {
  /** The folder of the package. */
  readonly folder: string;
  /** Paths in it. */
  readonly files: readonly string[];
}

/**
 * Writes a package with a provider, its dialect and a test whose suite is green as it stands.
 * @throws TypeError for a name or wire that cannot be, Error where the folder holds something already.
 */
export async function createProviderPackage(options: ScaffoldOptions): Promise<Scaffolded> {
  const names = scaffoldNames(options.name);
  const wire = checkWire(options.wire ?? "sse");
  const folder = join(options.folder ?? ".", names.packageName);
  await refuseFull(folder);
  const files = packageFiles(names, wire, { g4f: await ownRange() });
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    // `wx`: what somebody else put there meanwhile is not lost.
    await writeFile(file, text, { flag: "wx" });
  }
  return { folder, files: [...files.keys()] };
}

function checkWire(wire: string): ScaffoldWire {
  const known = WIRES.find((one) => one === wire);
  if (known !== undefined) return known;
  throw new TypeError(`no wire is named ${JSON.stringify(wire)}; there are ${WIRES.join(", ")}`);
}

async function refuseFull(folder: string): Promise<void> {
  const found = await readdir(folder).catch(() => []);
  if (found.length > 0) throw new Error(`${folder} is there already and not empty`);
}

/** A range for the packages that are released together with this one. */
async function ownRange(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { readonly version: string };
  return `^${version}`;
}
