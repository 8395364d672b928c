import { ProviderError, type CallResult, type Message } from "@g4f/core";
import type { AnswerStream } from "@g4f/core/registry";

import { printText } from "../ask/print-text.ts";
import type { ChatLog } from "../chats/chat-log.ts";
import type { Choice } from "../target/choice.ts";
import { openTarget, type Target, type TargetContext } from "../target/open-target.ts";
import { routeLines } from "../target/route-lines.ts";
import { checkModel } from "./check-model.ts";
import { keepDraft } from "./draft.ts";
import { applySettings, settingsToKeep } from "./settings.ts";

/** What a session is made from. */
export interface SessionOptions {
  readonly choice: Choice;
  readonly context: TargetContext;
  readonly log: ChatLog;
  /** Control characters of answers go to the terminal too. */
  readonly raw: boolean;
  readonly tell: (line: string) => void;
}

/** One chat: who answers, and what was said. */
export class ChatSession implements AsyncDisposable {
  readonly #context: TargetContext;
  readonly #raw: boolean;
  readonly #tell: (line: string) => void;
  #log: ChatLog;
  #choice: Choice;
  #target: Target;
  /** The thread upstream, where the provider keeps one. */
  #conversation: unknown;

  constructor({ choice, context, log, raw, tell }: SessionOptions, target: Target) {
    this.#context = context;
    this.#raw = raw;
    this.#tell = tell;
    this.#log = log;
    this.#choice = choice;
    this.#target = target;
  }

  /** @throws as `openTarget`. */
  static async open(options: SessionOptions): Promise<ChatSession> {
    const choice = applySettings(options.log.transcript.settings, options.choice);
    const target = await openTarget(choice, options.context);
    const session = new ChatSession({ ...options, choice }, target);
    await session.#opened();
    return session;
  }

  get log(): ChatLog {
    return this.#log;
  }

  get target(): Target {
    return this.#target;
  }

  get choice(): Choice {
    return this.#choice;
  }

  /**
   * Asks `input` and prints the answer.
   * @throws ProviderError, with what had come kept; CliError where stdout failed.
   */
  async ask(input: string, signal: AbortSignal): Promise<void> {
    const content = this.#target.prompt.wrap(input);
    const typed = content === input ? {} : { input };
    await this.#log.append({ type: "question", at: now(), content, ...typed });
    await this.#answer(signal);
  }

  /** Asks the last question again. Resolves with false where there is none. */
  async retry(signal: AbortSignal): Promise<boolean> {
    if (this.#log.transcript.last === undefined) return false;
    this.#conversation = undefined;
    await this.#log.append({ type: "retry" });
    await this.#answer(signal);
    return true;
  }

  /** Forgets what was said; it stays in the chat. */
  async clear(): Promise<void> {
    this.#conversation = undefined;
    await this.#log.append({ type: "clear" });
  }

  /**
   * Somebody else answers from now on.
   * @throws as `openTarget`, and CliError `model_not_found`; nothing has changed then.
   */
  async change(choice: Choice): Promise<void> {
    const target = await openTarget(choice, this.#context);
    try {
      checkModel(target);
    } catch (error) {
      await target[Symbol.asyncDispose]();
      throw error;
    }
    await this.#replace(choice, target);
    await this.#opened();
  }

  /**
   * Goes on with another chat, with whoever answered there.
   * @throws as `openTarget`; nothing has changed then, and `log` is the caller's.
   */
  async load(log: ChatLog): Promise<void> {
    const { option, debug, config } = this.#choice;
    const choice = applySettings(log.transcript.settings, {
      ...(option === undefined ? {} : { option }),
      ...(debug === undefined ? {} : { debug }),
      ...(config === undefined ? {} : { config }),
    });
    const target = await openTarget(choice, this.#context);
    const before = this.#log;
    this.#log = log;
    await before[Symbol.asyncDispose]();
    await this.#replace(choice, target);
    await this.#opened();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log[Symbol.asyncDispose]();
    await this.#target[Symbol.asyncDispose]();
  }

  async #replace(choice: Choice, target: Target): Promise<void> {
    const before = this.#target;
    this.#choice = choice;
    this.#target = target;
    this.#conversation = undefined;
    await before[Symbol.asyncDispose]();
  }

  async #opened(): Promise<void> {
    for (const warning of this.#target.warnings) this.#tell(warning);
    const settings = settingsToKeep(this.#choice, this.#target);
    if (JSON.stringify(settings) === JSON.stringify(this.#log.transcript.settings)) return;
    await this.#log.append({ type: "settings", ...settings });
  }

  async #answer(signal: AbortSignal): Promise<void> {
    const { provider, request } = this.#target;
    const call = provider.createAsyncGenerator({
      ...request,
      ...(this.#conversation === undefined ? {} : { conversation: this.#conversation }),
      messages: this.#messages(),
      signal,
    });
    let result: CallResult;
    try {
      result = await this.#print(call, signal);
    } catch (error) {
      await this.#keepPartial(error);
      throw error;
    }
    this.#conversation = result.conversation;
    const { message, model, warnings } = result;
    await this.#log.append({
      type: "answer",
      at: now(),
      message,
      provider: result.provider,
      model,
    });
    for (const warning of warnings) this.#tell(warning);
    const { terminal } = this.#context;
    for (const line of routeLines(this.#target, result, this.#choice, terminal)) this.#tell(line);
  }

  /** What comes is kept as it comes; that is over before the answer itself is kept. */
  async #print(call: AnswerStream, signal: AbortSignal): Promise<CallResult> {
    using draft = keepDraft(this.#log);
    return await printText(
      call,
      { who: this.#target.who, stream: true, raw: this.#raw, heard: draft.heard },
      { ...this.#context.terminal, signal },
    );
  }

  #messages(): readonly Message[] {
    const { system } = this.#target.prompt;
    const { messages } = this.#log.transcript;
    return system === undefined ? messages : [{ role: "system", content: system }, ...messages];
  }

  async #keepPartial(error: unknown): Promise<void> {
    this.#conversation = undefined;
    const content = ProviderError.is(error) ? (error.partial?.text ?? "") : "";
    if (content === "") return;
    const { manifest } = this.#target.provider;
    await this.#log.append({
      type: "answer",
      at: now(),
      message: { role: "assistant", content },
      provider: ProviderError.is(error) ? (error.provider ?? manifest.name) : manifest.name,
      model: this.#target.model ?? manifest.defaultModel ?? "",
      partial: true,
    });
  }
}

function now(): string {
  return new Date().toISOString();
}
