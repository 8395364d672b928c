/**
 * `node docs-test/extract.ts` writes every `ts` block of the documents to
 * `generated/<document>/L<line>.ts`, padded so that line numbers are those of the Markdown.
 *
 * - A block with a file name (`ts acme.ts`) goes to `generated/<document>/acme.ts`, for other blocks of
 *   the same document to import; by itself it is not run.
 * - `ts no-run` is compiled and not run.
 * - A `text output` block behind a `ts` block is what that one prints, exactly.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { type Block, blocksOf } from "./blocks.ts";
import { documents, generated, root } from "./documents.ts";

/** One `ts` block as a file. */
export interface Snippet {
  /** `<document>:<line>`. */
  readonly title: string;
  /** Absolute. */
  readonly file: string;
  readonly source: string;
  /** Whether it is run by itself. */
  readonly runs: boolean;
  /** What it prints to stdout, where the document says so. */
  readonly output: string | undefined;
}

/** The snippets of one document; nothing is written. @throws Error for a word behind a fence that means nothing. */
export function snippetsOf(document: string, markdown: string): readonly Snippet[] {
  const folder = join(generated, document.replace(/\.md$/, "").replaceAll("/", "-"));
  const blocks = blocksOf(markdown);
  const snippets = blocks.flatMap((block, index) =>
    block.language === "ts" ? [snippet(document, folder, block, blocks[index + 1])] : [],
  );
  const files = snippets.map(({ file }) => file);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new Error(`${document}: two blocks are named ${twice}`);
  const idle = blocks
    .flatMap(({ flags }) => flags.filter((flag) => flag.endsWith(".ts")))
    .find((name) => !snippets.some(({ source }) => source.includes(`"./${name}"`)));
  if (idle !== undefined)
    throw new Error(`${document}: no block imports ${idle}, so it never runs`);
  return snippets;
}

function snippet(document: string, folder: string, block: Block, next: Block | undefined): Snippet {
  const title = `${document}:${block.line}`;
  const names = block.flags.filter((flag) => flag.endsWith(".ts"));
  const unknown = block.flags.filter((flag) => flag !== "no-run" && !names.includes(flag));
  if (unknown.length > 0 || names.length > 1) {
    throw new Error(`${title}: a ts block takes a file name and no-run, not ${unknown.join(" ")}`);
  }
  const told = next?.language === "text" && next.flags.includes("output");
  return {
    title,
    file: join(folder, names[0] ?? `L${block.line}.ts`),
    source: `${"\n".repeat(block.line - 1)}${block.code}\nexport {};\n`,
    runs: block.flags.length === 0,
    output: told ? next.code : undefined,
  };
}

/** Writes the snippets of all documents, and removes what no document holds any more. */
export function extract(): readonly Snippet[] {
  const snippets = documents().flatMap((document) =>
    snippetsOf(document, readFileSync(join(root, document), "utf8")),
  );
  const wanted = new Set(snippets.map(({ file }) => file));
  for (const path of globSync("**/*.ts", { cwd: generated })) {
    if (!wanted.has(join(generated, path))) rmSync(join(generated, path));
  }
  for (const { file, source } of snippets) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  return snippets;
}

if (import.meta.main) {
  const snippets = extract();
  process.stdout.write(`${snippets.length} snippets\n`);
}
