import { dirname, join } from "node:path";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";
import { createChatFile, openChatFile, type ChatFile } from "./chat-file.ts";
import { checkName, newName } from "./name.ts";
import { readChat } from "./read-chat.ts";
import type { ChatRecord } from "./record.ts";
import { Transcript } from "./transcript.ts";

/** What a log of a chat needs. */
export interface ChatLogOptions {
  /** Undefined: the environment names no folder. */
  readonly folder: string | undefined;
  /** Whether the chat is kept on disk. */
  readonly keeps: boolean;
  /** Told once when the chat can no longer be kept; the chat goes on. */
  readonly warn: (words: string) => void;
}

/** A chat as it goes on: in memory, and on disk as long as that is possible. */
export class ChatLog implements AsyncDisposable {
  readonly transcript: Transcript = new Transcript();
  readonly #options: ChatLogOptions;
  readonly #records: ChatRecord[] = [];
  #keeps: boolean;
  #file: ChatFile | undefined;
  #name: string | undefined;
  /** How many records are on the disk. */
  #written = 0;
  /** Writes happen one after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ChatLogOptions) {
    this.#options = options;
    this.#keeps = options.keeps;
    this.#remember({ type: "chat", version: 1, at: new Date().toISOString() });
  }

  /**
   * Goes on with a chat that was kept.
   * @throws CliError `io` where it cannot be read.
   */
  static async open(name: string, path: string, options: ChatLogOptions): Promise<ChatLog> {
    const { records, tail, warning } = await readChat(path);
    if (warning !== undefined) options.warn(warning);
    const log = new ChatLog(options);
    log.#records.splice(0);
    for (const record of records) log.#remember(record);
    log.#name = name;
    log.#written = records.length;
    if (!options.keeps) return log;
    try {
      log.#file = await openChatFile(path, tail);
    } catch (error) {
      await log.#giveUp(error);
    }
    return log;
  }

  /** What the chat is found by again; undefined where it is not kept, or not yet. */
  get name(): string | undefined {
    return this.#file === undefined ? undefined : this.#name;
  }

  /** Never rejects: what cannot be written is told once. Settles when it is on the disk. */
  append(...records: readonly ChatRecord[]): Promise<void> {
    for (const record of records) this.#remember(record);
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /**
   * Keeps the chat from now on, under `name` where one is given.
   * @throws CliError `usage` or `io`; the chat is then where it was.
   */
  async keep(name: string | undefined): Promise<void> {
    await this.#writing;
    const own = name === undefined ? (this.#name ?? newName(new Date())) : checkName(name);
    if (this.#file !== undefined && own === this.#name) return;
    try {
      if (this.#file === undefined) await this.#create(own);
      else await this.#file.rename(pathOf(dirname(this.#file.path), own));
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === "EEXIST";
      if (isTaken) throw new CliError("usage", `there is a chat named ${own}: take another name`);
      throw new CliError("io", `the chat could not be kept: ${reasonOf(error)}`);
    }
    this.#name = own;
    this.#written = this.#records.length;
    this.#keeps = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
    const file = this.#file;
    this.#file = undefined;
    this.#keeps = false;
    await file?.[Symbol.asyncDispose]();
  }

  #remember(record: ChatRecord): void {
    this.#records.push(record);
    this.transcript.add(record);
  }

  /** Writes what is not on the disk yet; nothing is kept of a chat in which nothing was said. */
  async #write(): Promise<void> {
    const records = this.#records.slice(this.#written);
    if (!this.#keeps || records.length === 0) return;
    try {
      if (this.#file !== undefined) await this.#file.append(records);
      else if (records.some(({ type }) => type === "question"))
        await this.#create(newName(new Date()));
      else return;
      this.#written += records.length;
    } catch (error) {
      await this.#giveUp(error);
    }
  }

  async #create(name: string): Promise<void> {
    const { folder } = this.#options;
    if (folder === undefined) throw new Error(NO_FOLDER);
    this.#file = await createChatFile(pathOf(folder, name), this.#records);
    this.#name = name;
  }

  async #giveUp(error: unknown): Promise<void> {
    this.#keeps = false;
    const file = this.#file;
    this.#file = undefined;
    this.#options.warn(`this chat is no longer kept: ${reasonOf(error)}`);
    try {
      await file?.[Symbol.asyncDispose]();
    } catch {
      // It was told already that the disk does not play along.
    }
  }
}

const NO_FOLDER = "neither XDG_DATA_HOME nor HOME names a folder for chats";

/** The file of a chat. */
function pathOf(folder: string, name: string): string {
  return join(folder, `${name}.jsonl`);
}
