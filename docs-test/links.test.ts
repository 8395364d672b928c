import { existsSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";

import { expect, it } from "vitest";

import { blocksOf } from "./blocks.ts";
import { markdownFiles, root } from "./documents.ts";
import { read } from "./tables.ts";

/** The text without code, in which brackets are no links. */
function prose(markdown: string): string {
  const lines = markdown.split("\n");
  for (const { line, code } of blocksOf(markdown)) {
    lines.fill("", line - 1, line - 1 + code.split("\n").length);
  }
  return lines.join("\n").replaceAll(/`[^`\n]*`/g, "code");
}

/** The anchors that GitHub gives to the headings of a document. */
function anchors(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  for (const [, title = ""] of markdown.matchAll(/^#{1,6} +(.+)$/gm)) {
    const slug = title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    found.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return found;
}

function problem(document: string, link: string): string | undefined {
  const [path = "", anchor] = link.split("#", 2);
  const target = path === "" ? document : posix.join(dirname(document), decodeURIComponent(path));
  if (target.startsWith("..")) return `${document}: ${link} leaves the repository`;
  if (!existsSync(join(root, target))) return `${document}: ${link} does not exist`;
  if (anchor === undefined) return undefined;
  if (!target.endsWith(".md") || !statSync(join(root, target)).isFile()) {
    return `${document}: ${link} points into a file that has no headings`;
  }
  return anchors(read(target)).has(anchor) ? undefined : `${document}: ${link} has no such heading`;
}

const links = markdownFiles().flatMap((document) =>
  [...prose(read(document)).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|^\[[^\]]+\]: (\S+)/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? "")
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
    .map((link) => [document, link] as const),
);

it("relative links resolve, headings included", () => {
  expect(links.length).toBeGreaterThan(10);
  expect(links.map(([document, link]) => problem(document, link)).filter(Boolean)).toEqual([]);
});

it("tells a dead link", () => {
  expect(problem("README.md", "docs/none.md")).toBe("README.md: docs/none.md does not exist");
  expect(problem("README.md", "#none")).toBe("README.md: #none has no such heading");
  expect(problem("README.md", "../up.md")).toBe("README.md: ../up.md leaves the repository");
});
