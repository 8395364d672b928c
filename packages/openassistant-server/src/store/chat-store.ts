import type { ServerClock } from "../clock.ts";
import type { Limits } from "../limits.ts";
import { newId, wireDate } from "./ids.ts";
import type { StoredChat, StoredMessage } from "./records.ts";

/** All chats of all users, oldest first, within the limits. */
export class ChatStore {
  readonly #clock: ServerClock;
  readonly #limits: Limits;
  readonly #chats = new Map<string, StoredChat>();
  /** Message id → its chat: an assistant message names its parent, not its chat. */
  readonly #homes = new Map<string, StoredChat>();
  readonly #onDrop: (chat: StoredChat) => void;
  #length = 0;

  constructor(clock: ServerClock, limits: Limits, onDrop: (chat: StoredChat) => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#onDrop = onDrop;
  }

  create(userId: string): StoredChat {
    const now = this.#clock.now();
    const chat: StoredChat = {
      id: newId(now),
      userId,
      createdAt: wireDate(now),
      messages: new Map(),
      modifiedAt: wireDate(now),
      title: null,
      hidden: false,
      allowDataUse: true,
      tailId: null,
      length: 0,
      deleted: false,
    };
    this.#chats.set(chat.id, chat);
    this.#evict(chat);
    return chat;
  }

  /** The chat, if it is the user's. */
  find(userId: string, id: string): StoredChat | undefined {
    const chat = this.#chats.get(id);
    return chat?.userId === userId ? chat : undefined;
  }

  /** The chat that holds the message, whoever's it is. */
  homeOf(messageId: string): StoredChat | undefined {
    return this.#homes.get(messageId);
  }

  /** The user's chats, newest first. */
  of(userId: string): StoredChat[] {
    return [...this.#chats.values()].filter((chat) => chat.userId === userId).toReversed();
  }

  /** Whether the chat takes no further message. */
  isFull(chat: StoredChat): boolean {
    return (
      chat.messages.size >= this.#limits.maxMessagesPerChat ||
      chat.length > this.#limits.maxTotalLength
    );
  }

  add(
    chat: StoredChat,
    fields: Pick<StoredMessage, "parentId" | "role" | "work" | "content" | "state">,
    extraLength: number,
  ): StoredMessage {
    const now = this.#clock.now();
    const message: StoredMessage = {
      id: newId(now),
      createdAt: wireDate(now),
      created: now,
      score: 0,
      reports: [],
      usedPlugin: null,
      ...fields,
    };
    chat.messages.set(message.id, message);
    this.#homes.set(message.id, chat);
    if (message.role === "prompter") chat.modifiedAt = message.createdAt;
    this.grow(chat, (message.content?.length ?? 0) + extraLength);
    return message;
  }

  /** Counts what a chat came to hold, and drops old chats for it. */
  grow(chat: StoredChat, length: number): void {
    if (chat.deleted) return;
    chat.length += length;
    this.#length += length;
    this.#evict(chat);
  }

  drop(chat: StoredChat): void {
    if (!this.#chats.delete(chat.id)) return;
    chat.deleted = true;
    this.#length -= chat.length;
    for (const id of chat.messages.keys()) this.#homes.delete(id);
    this.#onDrop(chat);
  }

  #evict(kept: StoredChat): void {
    const { maxChats, maxTotalLength } = this.#limits;
    for (const chat of this.#chats.values()) {
      if (this.#chats.size <= maxChats && this.#length <= maxTotalLength) return;
      if (chat !== kept) this.drop(chat);
    }
  }
}
