import { globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL("..", import.meta.url));

/** Where the snippets go; ignored by git, not a dot folder: tsc skips those without a word. */
export const generated: string = join(root, "docs-test", "generated");

const SNIPPETS = ["README.md", "packages/*/README.md", "apps/*/README.md", "docs/*.md"];
const FOREIGN = /(?:^|\/)(?:node_modules|dist|generated)(?:\/|$)|^\.setup\/|CHANGELOG\.md$/;

/** The documents whose snippets are compiled and run, relative to {@link root}. */
export function documents(): readonly string[] {
  return find(SNIPPETS);
}

/** Every Markdown file that somebody wrote here, relative to {@link root}. */
export function markdownFiles(): readonly string[] {
  return find(["**/*.md", ".changeset/*.md", ".github/**/*.md"]);
}

function find(patterns: readonly string[]): readonly string[] {
  const exclude = (path: string): boolean => FOREIGN.test(path.replaceAll("\\", "/"));
  const found = globSync(patterns, { cwd: root, exclude });
  return [...new Set(found.map((path) => path.replaceAll("\\", "/")))]
    .filter((path) => !exclude(path))
    .toSorted();
}
