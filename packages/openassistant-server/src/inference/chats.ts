import type { ChatListRead, ChatPage, ChatRead } from "@g4f/provider-openassistant/wire";

import { caught, Refusal } from "../refusal.ts";
import type { ServerState } from "../state.ts";
import { chatListRead, chatRead, type StoredChat } from "../store/records.ts";
import type { ListInput } from "./requests.ts";
import { readChatUpdate } from "./requests.ts";

export function createChat({ chats, users }: ServerState, userId: string): ChatListRead {
  if (users.find(userId) === undefined) throw new Refusal(404, "User not found");
  return chatListRead(chats.create(userId));
}

export function getChat(state: ServerState, userId: string, chatId: string): ChatRead {
  return chatRead(ownChat(state, userId, chatId));
}

export function deleteChat(state: ServerState, userId: string, chatId: string): void {
  state.chats.drop(ownChat(state, userId, chatId));
}

/** Unknown chats are a 500: the original caught every exception here. */
export function updateChat(
  { chats }: ServerState,
  userId: string,
  chatId: string,
  values: Readonly<Record<string, unknown>>,
): void {
  const update = readChatUpdate(values);
  const chat = chats.find(userId, chatId);
  if (chat === undefined) throw caught();
  chat.title = update.title ?? chat.title;
  chat.hidden = update.hidden ?? chat.hidden;
  chat.allowDataUse = update.allow_data_use ?? chat.allowDataUse;
  chat.tailId = update.active_thread_tail_message_id?.slice(0, 100) ?? chat.tailId;
}

/** Newest first; `after` goes to older ones, `before` to newer ones. */
export function listChats({ chats }: ServerState, userId: string, input: ListInput): ChatPage {
  const { after, before, includeHidden, limit } = input;
  if (after !== null && before !== null) {
    throw new Refusal(400, "Cannot specify both after and before.");
  }
  const all = chats.of(userId).filter(({ hidden }) => includeHidden || !hidden);
  const page = pageOf(all, limit, idOf(after), idOf(before));
  const first = page.at(0);
  const last = page.at(-1);
  return {
    chats: page.map(chatListRead),
    next: page.length < limit || last === undefined ? null : cursor(last),
    prev: (after === null && before === null) || first === undefined ? null : cursor(first),
  };
}

function pageOf(
  all: readonly StoredChat[],
  limit: number,
  after: string | undefined,
  before: string | undefined,
): readonly StoredChat[] {
  if (before !== undefined) return all.slice(0, indexOf(all, before)).slice(-limit);
  if (after === undefined) return all.slice(0, limit);
  const from = all[indexOf(all, after)]?.id === after ? 1 : 0;
  return all.slice(indexOf(all, after) + from).slice(0, limit);
}

/** Where the chat is, or would be: ids of one instant have no order, so its place comes first. */
function indexOf(all: readonly StoredChat[], wanted: string): number {
  const exact = all.findIndex(({ id }) => id === wanted);
  if (exact >= 0) return exact;
  const older = all.findIndex(({ id }) => id < wanted);
  return older >= 0 ? older : all.length;
}

function cursor({ id }: StoredChat): string {
  return Buffer.from(id).toString("base64");
}

function idOf(cursorText: string | null): string | undefined {
  return cursorText === null ? undefined : Buffer.from(cursorText, "base64").toString();
}

function ownChat({ chats }: ServerState, userId: string, chatId: string): StoredChat {
  const chat = chats.find(userId, chatId);
  if (chat === undefined) throw new Refusal(404, "Chat not found");
  return chat;
}
