import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** All files below a folder, as paths relative to it; folders named node_modules are left out. */
export async function filesOf(folder: string, below = ""): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const lists = entries
    .filter(({ name }) => name !== "node_modules")
    .map(async (entry): Promise<readonly string[]> => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? filesOf(folder, path) : [path];
    });
  return (await Promise.all(lists)).flat();
}

/** What npm put into a project. */
export interface Footprint {
  readonly packages: number;
  /** The sizes of all files, added up. */
  readonly bytes: number;
}

/** Counts what is installed in an npm project. */
export async function footprint(project: string): Promise<Footprint> {
  const lock: { readonly packages: Readonly<Record<string, unknown>> } = JSON.parse(
    await readFile(join(project, "node_modules", ".package-lock.json"), "utf8"),
  );
  const places = Object.keys(lock.packages);
  let bytes = 0;
  for (const place of places) {
    const files = await filesOf(join(project, place));
    const sizes = await Promise.all(files.map((file) => stat(join(project, place, file))));
    bytes += sizes.reduce((total, { size }) => total + size, 0);
  }
  return { packages: places.length, bytes };
}
