import { mkdir } from "node:fs/promises";

import { mustRun } from "./must-run.ts";
import { publicPackages } from "./workspace.ts";

/** A published package as a tarball. */
export interface Tarball {
  readonly name: string;
  readonly version: string;
  readonly file: string;
}

/** Packs the public packages of the repository in `folder`, as they were built, into `target`. */
export async function packAll(folder: string, target: string): Promise<readonly Tarball[]> {
  await mkdir(target, { recursive: true });
  const tarballs: Tarball[] = [];
  for (const { name, version, folder: place } of await publicPackages(folder)) {
    const args = ["pack", "--json", "--pack-destination", target];
    const packed: { readonly filename: string } = JSON.parse(await mustRun("pnpm", args, place));
    tarballs.push({ name, version, file: packed.filename });
  }
  return tarballs;
}
