import { rm } from "node:fs/promises";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";
import type { Terminal } from "../terminal.ts";
import { findChat } from "./find-chats.ts";
import { chatsFolder } from "./folder.ts";

/**
 * Deletes chats, all or, where one of the names is wrong, none.
 * @throws CliError `usage` for a name that no chat has, `io` where one cannot be deleted.
 */
export async function deleteChats(names: readonly string[], terminal: Terminal): Promise<void> {
  const folder = chatsFolder(terminal);
  const chats = [];
  for (const name of names) {
    const chat = await findChat(folder, name);
    if (chat.name !== name.toLowerCase()) {
      throw new CliError("usage", `to delete ${chat.name}, write its whole name`);
    }
    chats.push(chat);
  }
  for (const { name, path } of chats) {
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw new CliError("io", `the chat ${name} could not be deleted: ${reasonOf(error)}`);
    }
    terminal.stderr.write(`g4f: deleted ${name}\n`);
  }
}
