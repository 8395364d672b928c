import {
  compactJson,
  MODEL_CONFIGS,
  type MessageRead,
  type ModelConfig,
  type WorkParameters,
} from "@g4f/provider-openassistant/wire";

import { caught, Refusal, uncaught } from "../refusal.ts";
import type { ServerState } from "../state.ts";
import { newId, newSeed } from "../store/ids.ts";
import { messageRead, type StoredChat, type StoredMessage } from "../store/records.ts";
import type { AssistantInput, PrompterInput } from "./requests.ts";
import { readReport, readVote } from "./requests.ts";
import { lengthOf } from "./types.ts";

const BUSY = "The server is currently busy. Please try again later.";
const MOST_REPORTS = 16;
const LONGEST_REASON = 10_000;

type Values = Readonly<Record<string, unknown>>;

/** A message and the chat that holds it. */
export interface Found {
  readonly chat: StoredChat;
  readonly message: StoredMessage;
}

export function addPrompter(
  state: ServerState,
  userId: string,
  chatId: string,
  { content, parentId }: PrompterInput,
): MessageRead {
  const { chats, faults, limits } = state;
  const chat = chats.find(userId, chatId);
  if (chat === undefined) throw caught();
  if (faults().tooLong === true || lengthOf(content) > limits.maxMessageLength) {
    throw new Refusal(413, "Message content exceeds max length");
  }
  checkRoom(state, chat);
  checkPrompterParent(chat, parentId);
  const fields = { parentId, role: "prompter", work: null, content, state: "manual" } as const;
  const message = chats.add(chat, fields, 0);
  chat.title ??= content;
  return messageRead(chat, message);
}

function checkPrompterParent(chat: StoredChat, parentId: string | null): void {
  if (parentId === null) {
    if (chat.messages.size === 0) return;
    throw new Refusal(400, "Trying to add first message to non-empty chat");
  }
  const parent = chat.messages.get(parentId);
  if (parent === undefined) throw new Refusal(400, "Parent message not found");
  if (parent.role !== "assistant") {
    throw new Refusal(400, "Parent message is not an assistant message");
  }
  if (parent.state !== "complete") throw new Refusal(400, "Parent message is not complete");
}

/** The chat is the parent's, whatever the path said. Other pending answers of the user are cancelled. */
export function addAssistant(
  state: ServerState,
  userId: string,
  input: AssistantInput,
): MessageRead {
  const { chats, desk, faults } = state;
  const config = modelConfig(state, input.model);
  const chat = chats.homeOf(input.parentId);
  const parent = chat?.messages.get(input.parentId);
  if (chat === undefined || parent?.role !== "prompter") throw caught();
  if (chat.userId !== userId) throw new Refusal(400, "Message not found");
  checkRoom(state, chat);
  cancelOthers(state, userId, parent.id);
  const work = workOf(config, input);
  const fields = { parentId: parent.id, role: "assistant", work, content: null } as const;
  const extra = compactJson(work).length;
  const message = chats.add(chat, { ...fields, state: "pending" }, extra);
  const read = messageRead(chat, message);
  if (faults().queueFull === true || desk.isFull) throw new Refusal(503, BUSY);
  desk.add(chat, message);
  desk.pump();
  return read;
}

/** @throws Refusal 500, as for a rate limit of the original. */
export function checkRate({ faults, rate }: ServerState, userId: string): void {
  if (faults().rateLimitAs500 === true || !rate.take(userId)) throw uncaught();
}

function modelConfig({ settings }: ServerState, name: string): ModelConfig {
  const config = MODEL_CONFIGS.get(name);
  if (config === undefined) throw new Refusal(422, `Model ${name} not found`);
  const { allowedModels } = settings;
  if (allowedModels !== null && !allowedModels.includes(name)) {
    const allowed = allowedModels.join(", ");
    throw new Refusal(422, `Model ${name} not in allowed models: ${allowed}`);
  }
  return config;
}

function cancelOthers({ chats, desk }: ServerState, userId: string, parentId: string): void {
  for (const chat of chats.of(userId)) {
    for (const message of chat.messages.values()) {
      if (message.state !== "pending" || message.parentId === parentId) continue;
      message.state = "cancelled";
      desk.withdraw(message.id);
    }
  }
}

function workOf(config: ModelConfig, input: AssistantInput): WorkParameters {
  return {
    model_config: config,
    sampling_parameters: input.sampling,
    do_sample: true,
    seed: newSeed(),
    system_prompt: input.systemPrompt,
    user_profile: input.userProfile,
    user_response_instructions: input.userResponseInstructions,
    plugins: input.plugins,
    plugin_max_depth: 4,
  };
}

/** @throws Refusal 500 and text where the user's chat has no such message. */
export function findMessage(
  { chats }: ServerState,
  userId: string,
  chatId: string,
  messageId: string,
): Found {
  const chat = chats.find(userId, chatId);
  const message = chat?.messages.get(messageId);
  if (chat === undefined || message === undefined) throw uncaught();
  return { chat, message };
}

export function vote({ message }: Found, values: Values): void {
  const score = readVote(values);
  if (Math.abs(score) > 1 || message.role !== "assistant") throw caught();
  message.score = score;
}

export function report(
  { chats, clock }: ServerState,
  { chat, message }: Found,
  values: Values,
): void {
  const { report_type, reason } = readReport(values);
  const kept = reason.slice(0, LONGEST_REASON);
  message.reports.push({ id: newId(clock.now()), report_type, reason: kept });
  if (message.reports.length > MOST_REPORTS) message.reports.shift();
  else chats.grow(chat, LONGEST_REASON);
}

function checkRoom({ chats }: ServerState, chat: StoredChat): void {
  if (chats.isFull(chat)) {
    throw new Refusal(413, "Maximum number of messages reached for this chat");
  }
}
