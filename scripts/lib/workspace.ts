import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The parts of a package.json that scripts read. */
export interface PackageManifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace that is published. */
export interface PublicPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly manifest: PackageManifest;
}

/** Reads the package.json of a folder. */
export async function readManifest(folder: string): Promise<PackageManifest> {
  const manifest: PackageManifest = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  return manifest;
}

async function subfolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .toSorted();
}

/** All public packages below `packages` and `apps` of the repository in `folder`. */
export async function publicPackages(folder: string): Promise<readonly PublicPackage[]> {
  const found: PublicPackage[] = [];
  for (const parent of ["packages", "apps"]) {
    for (const place of await subfolders(join(folder, parent))) {
      const manifest = await readManifest(place);
      if (manifest.private === true) continue;
      found.push({
        name: manifest.name,
        version: manifest.version ?? "0.0.0",
        folder: place,
        manifest,
      });
    }
  }
  return found;
}
