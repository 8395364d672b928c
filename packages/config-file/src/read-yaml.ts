import { readFile } from "node:fs/promises";

import type * as Yaml from "yaml";

import { ConfigFileError, unreadable, type ConfigSource, type Path } from "./source.ts";

/** What tells maps and lists of the parser apart. */
interface Kinds {
  readonly isMap: typeof Yaml.isMap;
  readonly isSeq: typeof Yaml.isSeq;
}

/**
 * Reads YAML, of which JSON is a part.
 * @throws ConfigFileError with file and line. What stood there is not shown: it may be a key.
 */
export async function readYaml(file: string): Promise<ConfigSource> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw unreadable(file, error);
  });
  // Who has no such file pays for no parser.
  const { LineCounter, parseDocument, ...kinds } = await import("yaml");
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
    throw new ConfigFileError(file, lines.linePos(problem.pos[0]).line, words);
  }
  return {
    file,
    value: toValue(document, file),
    lineOf: (path) => {
      const offset = offsetOf(document, path, kinds);
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
  };
}

function toValue(document: Yaml.Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ConfigFileError(file, undefined, withoutSource((error as Error).message));
  }
}

/** The parser ends some messages with a piece of the file. */
function withoutSource(message: string): string {
  const words = message.replace(/: .*/s, "").replace(/^With stringKeys, /, "");
  return words.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function offsetOf(document: Yaml.Document, path: Path, kinds: Kinds): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const key of path) {
    const next = within(node, key, kinds);
    if (next === undefined) break;
    offset = (next.at as { readonly range?: readonly number[] }).range?.[0] ?? offset;
    node = next.value;
  }
  return offset;
}

function within(
  node: unknown,
  key: PropertyKey,
  { isMap, isSeq }: Kinds,
): { readonly at: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => String(item.key) === String(key));
    return pair === undefined ? undefined : { at: pair.key, value: pair.value };
  }
  const value = isSeq(node) ? node.items[Number(key)] : undefined;
  return value === undefined ? undefined : { at: value, value };
}
