import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./documents.ts";

/** The text of a document. */
export function read(document: string): string {
  return readFileSync(join(root, document), "utf8");
}

/** What stands under a heading, up to the next heading of the same or a higher level. */
export function section(markdown: string, heading: string): string {
  const lines = markdown.split("\n");
  const start = lines.findIndex((line) => line.replace(/^#+ /, "") === heading && line !== heading);
  if (start < 0) throw new Error(`no heading ${JSON.stringify(heading)}`);
  const level = /^#+/.exec(lines[start] ?? "")?.[0].length ?? 0;
  const next = new RegExp(`^#{1,${level}} `);
  const end = lines.findIndex((line, index) => index > start && next.test(line));
  return lines.slice(start + 1, end < 0 ? undefined : end).join("\n");
}

/** The rows of the first table in a text, without its head; code spans lose their backticks. */
export function rows(markdown: string): readonly (readonly string[])[] {
  const lines = markdown.split("\n");
  const start = lines.findIndex((line) => /^\|[ :|-]+\|$/.test(line));
  if (start < 0) throw new Error("no table");
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 1, end < 0 ? undefined : end).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}

/** Exports of another package's file: documents are checked against what no package exports. */
export async function load<Exports>(path: string): Promise<Exports> {
  const url = new URL(`../${path}`, import.meta.url).href;
  const module: Exports = await import(/* @vite-ignore */ url);
  return module;
}
