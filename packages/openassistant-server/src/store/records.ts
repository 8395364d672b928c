import type {
  ChatListRead,
  ChatRead,
  MessageRead,
  MessageState,
  PluginUsed,
  Report,
  WorkParameters,
} from "@g4f/provider-openassistant/wire";

/** A message as it is kept. */
export interface StoredMessage {
  readonly id: string;
  readonly parentId: string | null;
  readonly createdAt: string;
  /** Ms since 1970. */
  readonly created: number;
  readonly role: "prompter" | "assistant";
  readonly work: WorkParameters | null;
  content: string | null;
  state: MessageState;
  score: number;
  reports: Report[];
  usedPlugin: PluginUsed | null;
}

/** A chat as it is kept. */
export interface StoredChat {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: string;
  readonly messages: Map<string, StoredMessage>;
  modifiedAt: string;
  title: string | null;
  hidden: boolean;
  allowDataUse: boolean;
  tailId: string | null;
  /** Characters it holds. */
  length: number;
  /** Set once it is dropped, so that what still runs can tell. */
  deleted: boolean;
}

/** A message as the wire shows it. */
export function messageRead(chat: StoredChat, message: StoredMessage): MessageRead {
  return {
    id: message.id,
    parent_id: message.parentId,
    content: message.content,
    chat_id: chat.id,
    created_at: message.createdAt,
    role: message.role,
    state: message.state,
    score: message.score,
    reports: [...message.reports],
    work_parameters: message.work,
    safe_content: null,
    safety_level: null,
    safety_label: null,
    safety_rots: null,
    used_plugin: message.usedPlugin,
  };
}

/** A chat as lists show it: never with its tail. */
export function chatListRead(chat: StoredChat): ChatListRead {
  return {
    id: chat.id,
    created_at: chat.createdAt,
    modified_at: chat.modifiedAt,
    title: chat.title,
    hidden: chat.hidden,
    allow_data_use: chat.allowDataUse,
    active_thread_tail_message_id: null,
  };
}

/** A chat with all its messages. */
export function chatRead(chat: StoredChat): ChatRead {
  return {
    ...chatListRead(chat),
    active_thread_tail_message_id: chat.tailId,
    messages: [...chat.messages.values()].map((message) => messageRead(chat, message)),
  };
}
