import { ProviderError } from "../errors.ts";
import type { Message, MessageToolCall, Messages, ToolMessage } from "../message.ts";

/** What a wire wants of the ids of tool calls. */
export interface IdRules {
  readonly provider: string;
  /** What an id must match. */
  readonly id: RegExp;
  /** A new id for the call of this number, from 0 on, where the old one does not fit. */
  readonly make: (number: number) => string;
}

/**
 * A history whose tool calls have ids that fit the wire, each once, in call and answer alike. Ids that
 * fit are kept.
 * @throws ProviderError `invalid_request` where a tool message answers no call, or a call has no
 * answer before the chat goes on.
 */
export function withToolIds(messages: Messages, rules: IdRules): Messages {
  if (!messages.some(usesTools)) return messages;
  const ids = new ToolIds(rules);
  const fitted = messages.map((message, at) => ids.fit(message, at));
  ids.mustBeAnswered();
  return fitted;
}

function usesTools(message: Message): boolean {
  return (
    message.role === "tool" || (message.role === "assistant" && message.toolCalls !== undefined)
  );
}

interface Pending {
  readonly given: string;
  readonly name: string;
  readonly id: string;
}

class ToolIds {
  readonly #rules: IdRules;
  readonly #used = new Set<string>();
  #open: Pending[] = [];
  #made = 0;

  constructor(rules: IdRules) {
    this.#rules = rules;
  }

  fit(message: Message, at: number): Message {
    if (message.role === "tool") return this.#answer(message, at);
    this.mustBeAnswered();
    if (message.role !== "assistant" || message.toolCalls === undefined) return message;
    return { ...message, toolCalls: message.toolCalls.map((call) => this.#call(call)) };
  }

  mustBeAnswered(): void {
    const [first] = this.#open;
    if (first === undefined) return;
    throw this.#refusal(
      `the call ${quote(first.given)} of ${quote(first.name)} has no answer: a tool message with its toolCallId must follow`,
    );
  }

  #call(call: MessageToolCall): MessageToolCall {
    const fits = this.#rules.id.test(call.id) && !this.#used.has(call.id);
    const id = fits ? call.id : this.#fresh();
    this.#used.add(id);
    this.#open.push({ given: call.id, name: call.name, id });
    return { ...call, id };
  }

  #answer(message: ToolMessage, at: number): ToolMessage {
    const { toolCallId, name } = message;
    const index = this.#open.findIndex((call) =>
      toolCallId === undefined
        ? name === undefined || call.name === name
        : call.given === toolCallId,
    );
    const [call] = index < 0 ? [] : this.#open.splice(index, 1);
    if (call !== undefined) return { ...message, toolCallId: call.id, name: call.name };
    const which = toolCallId === undefined ? "a call" : `the call ${quote(toolCallId)}`;
    throw this.#refusal(
      `messages[${at}] answers ${which} that no assistant message before it makes`,
    );
  }

  #fresh(): string {
    let id = this.#rules.make(this.#made++);
    while (this.#used.has(id)) id = this.#rules.make(this.#made++);
    return id;
  }

  #refusal(message: string): ProviderError {
    return new ProviderError("invalid_request", message, { provider: this.#rules.provider });
  }
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}

/** What a provider keeps with a part so that it can be sent back; only its own makes sense to it. */
export interface KeptState<Data> {
  readonly provider: string;
  readonly data: Data;
}

/** Wraps what must be sent back, so that no other provider takes it for its own. */
export function keepState<Data>(provider: string, data: Data): KeptState<Data> {
  return { provider, data };
}

/** What this provider kept, undefined where another one did, or none. */
export function keptState(provider: string, state: unknown): unknown {
  if (typeof state !== "object" || state === null) return undefined;
  return Reflect.get(state, "provider") === provider ? Reflect.get(state, "data") : undefined;
}
