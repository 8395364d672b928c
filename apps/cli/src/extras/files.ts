import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";

import type { ContentPart } from "@g4f/core";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";

const LIMIT_MB = 20;

/** Extension → media type, of what is sent as it is. */
const MEDIA: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".pdf": "application/pdf",
  ".mp3": "audio/mpeg",
  ".wav": "audio/wav",
  ".ogg": "audio/ogg",
  ".flac": "audio/flac",
  ".m4a": "audio/mp4",
  ".aac": "audio/aac",
};

/** Files that go with a question. */
export interface Files {
  /** Text files, one below the other; empty where there are none. */
  readonly text: string;
  /** Images, PDFs and audio. */
  readonly media: readonly ContentPart[];
}

/**
 * Reads files for a question: images, PDFs and audio by their extension, everything else as text.
 * @throws CliError `io` where one cannot be read, `usage` where it is too big or no text.
 */
export async function readFiles(paths: readonly string[]): Promise<Files> {
  const parts = await Promise.all(paths.map(readPart));
  const texts = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  return { text: texts.join("\n\n"), media: parts.filter(({ type }) => type !== "text") };
}

async function readPart(path: string): Promise<ContentPart> {
  const data = await read(path);
  const mediaType = MEDIA[extname(path).toLowerCase()];
  const name = basename(path);
  if (mediaType === undefined) return { type: "text", text: textOf(path, name, data) };
  if (mediaType.startsWith("image/")) return { type: "image", data, mediaType };
  if (mediaType.startsWith("audio/")) return { type: "audio", data, mediaType };
  return { type: "file", data, mediaType, name };
}

async function read(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    // Looked at first: nobody wants to wait for a film to be read.
    if (size > LIMIT_MB * 1_000_000) {
      const found = Math.ceil(size / 1_000_000);
      throw new CliError("usage", `${path} has ${found} MB; --file takes up to ${LIMIT_MB} MB`);
    }
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError("io", `the file ${path} could not be read: ${reasonOf(error)}`);
  }
}

function textOf(path: string, name: string, data: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(data);
    if (!text.includes("\0"))
      return `<file name=${JSON.stringify(name)}>\n${text.trimEnd()}\n</file>`;
  } catch {
    // Told below.
  }
  const known = Object.keys(MEDIA).map((extension) => extension.slice(1));
  throw new CliError(
    "usage",
    `${path} is of no known kind: --file takes ${known.join(", ")}, and text in UTF-8`,
  );
}
