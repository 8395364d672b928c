import { link, mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { exists } from "../exists.ts";
import type { Tail } from "./read-chat.ts";
import { formatRecord, type ChatRecord } from "./record.ts";

/** A chat on disk: JSON lines that only grow. Each write is on the disk when it resolves. */
export class ChatFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  #path: string;

  constructor(handle: FileHandle, path: string) {
    this.#handle = handle;
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }

  async append(records: readonly ChatRecord[]): Promise<void> {
    // One write: two processes that append to one chat do not tear each other's lines.
    await this.#handle.appendFile(records.map(formatRecord).join(""));
    await this.#handle.datasync();
  }

  /** @throws Error `EEXIST` where another chat has that name. */
  async rename(path: string): Promise<void> {
    await publish(this.#path, path);
    this.#path = path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}

/**
 * A new chat with these records: nobody ever sees less of it. The folder is made where there is none, for
 * its owner alone.
 * @throws Error `EEXIST` where there is one of that name.
 */
export async function createChatFile(
  path: string,
  records: readonly ChatRecord[],
): Promise<ChatFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unnamed = join(dirname(path), `.${basename(path)}.${process.pid}`);
  const file = new ChatFile(await open(unnamed, "a", 0o600), unnamed);
  try {
    await file.append(records);
    await file.rename(path);
    return file;
  } catch (error) {
    await file[Symbol.asyncDispose]();
    await rm(unnamed, { force: true });
    throw error;
  }
}

/** Goes on with a chat that was read: half a line at its end is cut off. */
export async function openChatFile(path: string, { length, isOpen }: Tail): Promise<ChatFile> {
  const handle = await open(path, "a", 0o600);
  try {
    // It may have been copied here, and is nobody else's business.
    await handle.chmod(0o600);
    if ((await handle.stat()).size > length) await handle.truncate(length);
    if (isOpen) await handle.appendFile("\n");
    return new ChatFile(handle, path);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Gives a file its name, and takes that of no other. */
async function publish(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    await rm(from);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EINVAL"].includes(code)) throw error;
    // A file system without hard links.
    if (await exists(to)) throw Object.assign(new Error(`${to} exists`), { code: "EEXIST" });
    await rename(from, to);
  }
  await syncFolder(dirname(to));
}

/** The name of a file is on the disk when its folder is. Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
