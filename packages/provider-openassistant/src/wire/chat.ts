import type { MessageRead } from "./message.ts";

/** A chat as lists and creation show it. Dates are UTC without a zone: `2026-11-20T10:02:30.553985`. */
export interface ChatListRead {
  readonly id: string;
  readonly created_at: string;
  readonly modified_at: string;
  /** The first prompter message, unless it was set. */
  readonly title: string | null;
  readonly hidden: boolean;
  readonly allow_data_use: boolean;
  /** Always null in lists and on creation. */
  readonly active_thread_tail_message_id: string | null;
}

/** A chat with its messages, in no promised order. */
export interface ChatRead extends ChatListRead {
  readonly messages: readonly MessageRead[];
}

/** One page of chats, newest first; the cursors are for `after` and `before`. */
export interface ChatPage {
  readonly chats: readonly ChatListRead[];
  readonly next: string | null;
  readonly prev: string | null;
}

/** What can be changed of a chat. */
export interface ChatUpdate {
  /** At most 100 characters. */
  readonly title?: string | null;
  readonly hidden?: boolean | null;
  readonly allow_data_use?: boolean | null;
  readonly active_thread_tail_message_id?: string | null;
}
