import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { suggest } from "@g4f/core";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";

const SUFFIX = ".jsonl";

/** A chat in the folder, not read yet. */
export interface FoundChat {
  readonly name: string;
  readonly path: string;
  /** When it was written last. */
  readonly at: Date;
}

/**
 * All chats in `folder`, the last written first.
 * @throws CliError `io` where the folder cannot be read.
 */
export async function findChats(folder: string | undefined): Promise<readonly FoundChat[]> {
  if (folder === undefined) return [];
  const found = await Promise.all((await namesIn(folder)).map((name) => foundChat(folder, name)));
  return found
    .filter((chat) => chat !== undefined)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || a.name.localeCompare(b.name));
}

/**
 * The chat of that name, or the only one whose name begins so; without a name the last one.
 * @throws CliError `usage` where there is none, or more than one; `io` as {@link findChats}.
 */
export async function findChat(
  folder: string | undefined,
  name: string | undefined,
): Promise<FoundChat> {
  const chats = await findChats(folder);
  const wanted = name?.toLowerCase();
  const [first, second] =
    wanted === undefined
      ? chats.slice(0, 1)
      : (exactly(wanted, chats) ?? chats.filter((chat) => chat.name.startsWith(wanted)));
  if (wanted !== undefined && second !== undefined) {
    throw new CliError(
      "usage",
      `${show(name)} begins the names of several chats: write more of it`,
    );
  }
  if (first !== undefined) return first;
  const names = chats.map((chat) => chat.name);
  throw new CliError(
    "usage",
    names.length === 0
      ? "no chat was kept yet: g4f chat begins one"
      : `no chat is named ${show(name)}${suggest(wanted ?? "", names)}`,
  );
}

function exactly(wanted: string, chats: readonly FoundChat[]): readonly FoundChat[] | undefined {
  const chat = chats.find(({ name }) => name === wanted);
  return chat === undefined ? undefined : [chat];
}

function show(name: string | undefined): string {
  return JSON.stringify(name);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(SUFFIX) && !name.startsWith("."));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new CliError("io", `${folder} could not be read: ${reasonOf(error)}`);
  }
}

/** Undefined where it was deleted meanwhile. */
async function foundChat(folder: string, file: string): Promise<FoundChat | undefined> {
  const path = join(folder, file);
  try {
    const { mtime } = await stat(path);
    return { name: file.slice(0, -SUFFIX.length), path, at: mtime };
  } catch {
    return undefined;
  }
}
