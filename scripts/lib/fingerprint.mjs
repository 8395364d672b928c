import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./paths.mjs";

/** Folders below `folder` that can hold a workspace package. */
function subfolders(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => name !== "node_modules" && name !== "dist" && !name.startsWith("."))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => join(folder, name));
}

/** The file's text, or null where there is none. */
function textOf(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * A hash of all that decides what set-up installs: the lockfile, the workspace file, every
 * package.json up to two folders deep, and the kind of machine. Same hash, same installation.
 */
export function fingerprint() {
  const top = subfolders(root);
  const folders = [root, ...top, ...top.flatMap(subfolders)];
  const files = [
    join(root, "pnpm-lock.yaml"),
    join(root, "pnpm-workspace.yaml"),
    ...folders.map((folder) => join(folder, "package.json")),
  ];
  const hash = createHash("sha256").update(`${process.platform}/${process.arch}\0`);
  for (const file of files) {
    const text = textOf(file);
    if (text !== null) hash.update(`${file.slice(root.length)}\0${text.length}\0`).update(text);
  }
  return hash.digest("hex");
}
