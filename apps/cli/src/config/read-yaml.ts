import { readFile } from "node:fs/promises";

import { isMap, isSeq, LineCounter, parseDocument, type Document } from "yaml";

import { configError, unreadable, type ConfigSource, type Path } from "./source.ts";

/**
 * Reads YAML, of which JSON is a part.
 * @throws CliError `config` with file and line. What stood there is not shown: it may be a key.
 */
export async function readYaml(file: string): Promise<ConfigSource> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Else a map as a key is warned of on stderr, with what stands in it.
    stringKeys: true,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const words = withoutSource(problem.message);
    throw configError(file, lines.linePos(problem.pos[0]).line, words);
  }
  return {
    file,
    value: toValue(document, file),
    lineOf: (path) => {
      const offset = offsetOf(document, path);
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
  };
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw configError(file, undefined, withoutSource((error as Error).message));
  }
}

/** The parser ends some messages with a piece of the file. */
function withoutSource(message: string): string {
  const words = message.replace(/: .*/s, "").replace(/^With stringKeys, /, "");
  return words.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const key of path) {
    const next = within(node, key);
    if (next === undefined) break;
    offset = (next.at as { readonly range?: readonly number[] }).range?.[0] ?? offset;
    node = next.value;
  }
  return offset;
}

function within(
  node: unknown,
  key: PropertyKey,
): { readonly at: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => String(item.key) === String(key));
    return pair === undefined ? undefined : { at: pair.key, value: pair.value };
  }
  const value = isSeq(node) ? node.items[Number(key)] : undefined;
  return value === undefined ? undefined : { at: value, value };
}
