import type { QueryValue } from "@g4f/core";

import type { ApiName } from "../settings.ts";
import type { AssistantMessageRequest, PrompterMessageRequest } from "../wire.ts";

/** One request as a server wants it. */
export interface Route {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
}

/** The requests of a chat; the two servers differ in nothing else. */
export interface Routes {
  readonly createChat: () => Route;
  readonly prompterMessage: (chatId: string, message: PrompterMessageRequest) => Route;
  readonly assistantMessage: (chatId: string, message: AssistantMessageRequest) => Route;
  readonly events: (chatId: string, messageId: string) => Route;
  readonly message: (chatId: string, messageId: string) => Route;
  readonly deleteChat: (chatId: string) => Route;
  readonly models: () => Route;
}

const WEBSITE: Routes = {
  createChat: () => ({ method: "post", path: "/api/chat" }),
  prompterMessage: (chat_id, message) => ({
    method: "post",
    path: "/api/chat/prompter_message",
    body: { chat_id, ...message },
  }),
  assistantMessage: (chat_id, message) => ({
    method: "post",
    path: "/api/chat/assistant_message",
    body: { chat_id, ...message },
  }),
  events: (chat_id, message_id) => ({
    method: "get",
    path: "/api/chat/events",
    query: { chat_id, message_id },
  }),
  message: (chat_id, message_id) => ({
    method: "get",
    path: "/api/chat/message",
    query: { chat_id, message_id },
  }),
  deleteChat: (chat_id) => ({ method: "delete", path: "/api/chat", query: { chat_id } }),
  models: () => ({ method: "get", path: "/api/chat/models" }),
};

const INFERENCE: Routes = {
  // Without a body the server answers 422.
  createChat: () => ({ method: "post", path: "/chats", body: {} }),
  prompterMessage: (chatId, body) => ({
    method: "post",
    path: `${chatPath(chatId)}/prompter_message`,
    body,
  }),
  assistantMessage: (chatId, body) => ({
    method: "post",
    path: `${chatPath(chatId)}/assistant_message`,
    body,
  }),
  // Only GET: the server answers 405 to anything else.
  events: (chatId, id) => ({ method: "get", path: `${messagePath(chatId, id)}/events` }),
  message: (chatId, id) => ({ method: "get", path: messagePath(chatId, id) }),
  deleteChat: (chatId) => ({ method: "delete", path: chatPath(chatId) }),
  models: () => ({ method: "get", path: "/configs/model_configs" }),
};

/** The requests of each server. */
export const ROUTES: Readonly<Record<ApiName, Routes>> = { website: WEBSITE, inference: INFERENCE };

/** How the inference server makes the user of a trusted client known to itself; may be repeated. */
export const TRUSTED_LOGIN: Route = { method: "post", path: "/auth/trusted" };

function chatPath(id: string): string {
  return `/chats/${encodeURIComponent(id)}`;
}

function messagePath(chatId: string, id: string): string {
  return `${chatPath(chatId)}/messages/${encodeURIComponent(id)}`;
}
