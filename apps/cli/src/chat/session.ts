import { ProviderError, type CallResult, type Message } from "@g4f/core";
import { defined } from "@g4f/core/kit";
import type { AnswerStream, AnyRequest } from "@g4f/core/registry";
import type { ToolRun } from "@g4f/core/tools";

import { printText } from "../ask/print-text.ts";
import type { ChatLog } from "../chats/chat-log.ts";
import type { Approve } from "../extras/approve.ts";
import { askForObject, printChecked } from "../extras/ask-object.ts";
import { wordsOf } from "../extras/content.ts";
import { NO_FILES, type Extras } from "../extras/extras.ts";
import type { Files } from "../extras/files.ts";
import { runWithTools, stepLimit, toolLine } from "../extras/run-tools.ts";
import { checkModel } from "../target/check-model.ts";
import type { Choice } from "../target/choice.ts";
import { openTarget, type Target, type TargetContext } from "../target/open-target.ts";
import { routeLines } from "../target/route-lines.ts";
import type { Terminal } from "../terminal.ts";
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
  /** Its files go with the first question. */
  readonly extras: Extras;
  readonly maxSteps?: number | undefined;
}

/** One chat: who answers, and what was said. */
export class ChatSession implements AsyncDisposable {
  readonly #context: TargetContext;
  readonly #raw: boolean;
  readonly #tell: (line: string) => void;
  readonly #extras: Extras;
  readonly #maxSteps: number | undefined;
  /** Files that no question has taken yet. */
  #files: Files;
  /** Asked before each call of a tool; undefined: all are made. */
  approve: Approve | undefined;
  #log: ChatLog;
  #choice: Choice;
  #target: Target;
  /** The thread upstream, where the provider keeps one. */
  #conversation: unknown;

  constructor(options: SessionOptions, target: Target) {
    this.#context = options.context;
    this.#raw = options.raw;
    this.#tell = options.tell;
    this.#extras = options.extras;
    this.#maxSteps = options.maxSteps;
    this.#files = options.extras.files;
    this.#log = options.log;
    this.#choice = options.choice;
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
    const { text, media } = this.#files;
    this.#files = NO_FILES;
    const content = wordsOf(this.#target.prompt.wrap(input), text);
    const typed = content === input ? {} : { input };
    const files = media.length === 0 ? {} : { files: media };
    await this.#log.append({ type: "question", at: now(), content, ...typed, ...files });
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
    // The way out and whose key it is are the command line's, whoever is asked.
    const { option, debug, config, proxy, account, cookies } = this.#choice;
    const flags = defined({ option, debug, config, proxy, account, cookies });
    const choice = applySettings(log.transcript.settings, flags);
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
    const request = {
      ...this.#target.request,
      ...(this.#conversation === undefined ? {} : { conversation: this.#conversation }),
      messages: this.#messages(),
      signal,
    };
    let run: Pick<ToolRun, "result"> & Partial<ToolRun>;
    try {
      run = await this.#runChecked(request, signal);
    } catch (error) {
      await this.#keepPartial(error);
      throw error;
    }
    const { result, messages = [], reason } = run;
    const { conversation, provider, model } = result;
    this.#conversation = conversation;
    const steps = messages.slice(request.messages.length, -1);
    // Calls that were not made must not stand in the history: nothing answers them.
    const isOver = reason !== "step-limit";
    await this.#log.append({
      type: "answer",
      at: now(),
      message: isOver ? result.message : { role: "assistant", content: result.text },
      provider,
      model,
      ...(steps.length === 0 ? {} : { steps }),
      ...(isOver ? {} : { partial: true }),
    });
    if (!isOver) throw stepLimit(run as ToolRun);
  }

  /** With a schema the run that fits it; one that does not is asked for once more, and not kept. */
  async #runChecked(
    request: AnyRequest,
    signal: AbortSignal,
  ): Promise<Pick<ToolRun, "result"> & Partial<ToolRun>> {
    const { schema } = this.#extras;
    const { terminal } = this.#context;
    if (schema === undefined) return await this.#run(request, { ...terminal, signal });
    let run: (Pick<ToolRun, "result"> & Partial<ToolRun>) | undefined;
    const { provider } = this.#target;
    const generated = await printChecked(
      { ...terminal, signal },
      async (on) =>
        await askForObject(request, {
          provider,
          schema,
          tell: this.#tell,
          ask: async (asked) => {
            run = await this.#run(asked, on);
            return run.result;
          },
        }),
    );
    return run ?? generated;
  }

  async #run(
    request: AnyRequest,
    terminal: Terminal,
  ): Promise<Pick<ToolRun, "result"> & Partial<ToolRun>> {
    const { provider } = this.#target;
    const { tools } = this.#extras;
    const print = (call: AnswerStream): Promise<CallResult> => this.#print(call, terminal);
    if (tools === undefined) return { result: await print(provider.createAsyncGenerator(request)) };
    return await runWithTools(request, {
      provider,
      tools,
      print,
      maxSteps: this.#maxSteps,
      approve: this.approve,
      onResult: (chunk) => this.#tell(toolLine(chunk) ?? ""),
    });
  }

  /** What comes is kept as it comes; that is over before the answer itself is kept. */
  async #print(call: AnswerStream, terminal: Terminal): Promise<CallResult> {
    const isData = this.#extras.schema !== undefined;
    using draft = keepDraft(this.#log);
    const result = await printText(
      call,
      { who: this.#target.who, stream: true, raw: this.#raw, isData, heard: draft.heard },
      terminal,
    );
    for (const warning of result.warnings) this.#tell(warning);
    for (const line of routeLines(this.#target, result, this.#choice, terminal)) this.#tell(line);
    return result;
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
