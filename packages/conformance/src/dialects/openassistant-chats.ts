import type { Asked, WireReply } from "../dialect.ts";
import { isRecord, pick, stringOf, type JsonRecord } from "./json-record.ts";

/** What a message of a chat was created from. */
interface Stored {
  readonly id: string;
  readonly chatId: string;
  readonly role: "prompter" | "assistant";
  readonly body: JsonRecord;
}

/** What is asked of Open Assistant, and the message that the answer will be. */
export interface AskedInChat extends Asked {
  readonly message: JsonRecord;
}

const SAMPLING = {
  temperature: "temperature",
  top_p: "topP",
  top_k: "topK",
  max_new_tokens: "maxTokens",
};
const CREATED = "2023-11-14T22:13:20.000000";

/** The chats of one simulated server, as far as they lead up to answers. */
export class OpenAssistantChats {
  readonly #chats = new Set<string>();
  readonly #messages = new Map<string, Stored>();
  #made = 0;

  /** That of an upstream, which keeps it in its memory. */
  static of(memory: Map<string, unknown>): OpenAssistantChats {
    const known = memory.get("chats");
    if (known instanceof OpenAssistantChats) return known;
    const chats = new OpenAssistantChats();
    memory.set("chats", chats);
    return chats;
  }

  create(): WireReply {
    const id = this.#id(this.#made++, "c");
    this.#chats.add(id);
    return json({ id, created_at: CREATED, modified_at: CREATED, title: null, hidden: false });
  }

  /** Undefined where there is no such chat. */
  delete(chatId: string): WireReply | undefined {
    return this.#chats.delete(chatId) ? { status: 200, body: "" } : undefined;
  }

  /** Adds a message of either role; undefined where its chat or its parent is unknown. */
  add(role: Stored["role"], chatId: string, body: JsonRecord): WireReply | undefined {
    const parent = stringOf(body["parent_id"]);
    const known = parent === undefined || this.#messages.has(parent);
    if (!this.#chats.has(chatId) || !known) return undefined;
    const stored = { id: this.#id(this.#messages.size, "d"), chatId, role, body };
    this.#messages.set(stored.id, stored);
    return json(messageRead(stored, role === "prompter" ? "manual" : "pending", null));
  }

  /**
   * The state of a message. Nobody here knows what was answered, so that an answer which was not read to
   * its end is one that is still being written.
   */
  message(id: string): WireReply | undefined {
    const stored = this.#messages.get(id);
    if (stored === undefined) return undefined;
    const state = stored.role === "prompter" ? "manual" : "in_progress";
    return json(messageRead(stored, state, null));
  }

  /** What the request for an answer asks; undefined where there is no such message. */
  asked(chatId: string, id: string): AskedInChat | undefined {
    const stored = this.#messages.get(id);
    if (stored?.role !== "assistant" || stored.chatId !== chatId) return undefined;
    const { system_prompt: system, model_config_name: model } = stored.body;
    const sampling = stored.body["sampling_parameters"];
    const parent = this.#messages.get(stringOf(stored.body["parent_id"]) ?? "");
    return {
      ...(typeof model === "string" ? { model } : {}),
      messages: [
        ...(typeof system === "string" ? [{ role: "system", text: system }] : []),
        { role: "user", text: stringOf(parent?.body["content"]) ?? "" },
      ],
      sampling: isRecord(sampling) ? present(pick(sampling, SAMPLING)) : {},
      message: messageRead(stored, "complete", null),
    };
  }

  #id(count: number, kind: "c" | "d"): string {
    return `06b001ab-68dd-710d-8000-${kind}${count.toString(16).padStart(11, "0")}`;
  }
}

/** A whole reply of JSON. */
export function json(value: unknown): WireReply {
  return { status: 200, body: JSON.stringify(value) };
}

/** A message as every API of Open Assistant tells of it. */
export function messageRead(
  { id, chatId, role, body }: Pick<Stored, "id" | "chatId" | "role" | "body">,
  state: string,
  content: string | null,
): JsonRecord {
  return {
    id,
    parent_id: body["parent_id"] ?? null,
    content: role === "prompter" ? (body["content"] ?? null) : content,
    chat_id: chatId,
    created_at: CREATED,
    role,
    state,
    score: 0,
    reports: [],
    work_parameters: null,
    safe_content: null,
    safety_level: null,
    safety_label: null,
    safety_rots: null,
    used_plugin: null,
  };
}

/** Without what is null: on this wire that is not to be set. */
function present(record: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}
