import { ProviderError, type ToolCall } from "@g4f/core";

import type { ChatLogOptions } from "../chats/chat-log.ts";
import { CliError } from "../exit-status.ts";
import { isYes, questionOf } from "../extras/approve.ts";
import type { Terminal } from "../terminal.ts";
import { isCommand, runCommand, type CommandContext } from "./commands.ts";
import type { Lines } from "./lines.ts";
import { isInteractive, openLines } from "./open-lines.ts";
import type { ChatSession } from "./session.ts";

/** What a loop works on. */
export interface ChatLoopOptions {
  readonly session: ChatSession;
  readonly logOptions: ChatLogOptions;
  readonly terminal: Terminal;
  /** Whether calls of tools are asked about. */
  readonly approval: boolean;
}

/** Question, answer, question: until somebody leaves. */
export class ChatLoop {
  readonly #session: ChatSession;
  readonly #terminal: Terminal;
  readonly #isInteractive: boolean;
  readonly #context: CommandContext;
  readonly #left: PromiseWithResolvers<never> = Promise.withResolvers<never>();
  #lines: Lines | undefined;
  /** Stops the answer that is being printed. */
  #answer: AbortController | undefined;
  /** Whether Ctrl-C was the last thing that happened: the next one leaves. */
  #isArmed = false;
  #isLeft = false;

  constructor({ session, logOptions, terminal, approval }: ChatLoopOptions) {
    this.#session = session;
    if (approval) session.approve = (call) => this.#approve(call);
    this.#terminal = terminal;
    this.#isInteractive = isInteractive(terminal);
    this.#context = {
      session,
      logOptions,
      say: (text) => this.#say(text),
      answering: (task) => this.#answering(task),
    };
    // Nobody may be waiting when it is rejected.
    this.#left.promise.catch(() => {});
  }

  /** Whether Ctrl-C left. */
  get isLeft(): boolean {
    return this.#isLeft;
  }

  /** @throws CliError `aborted` where Ctrl-C left; without a person typing, whatever went wrong. */
  async run(): Promise<void> {
    const onInterrupt = (line?: string): void => this.#interrupted(line);
    const { folder } = this.#context.logOptions;
    using lines = await openLines({ folder, onInterrupt }, this.#terminal);
    using _handler = this.#isInteractive ? this.#terminal.onInterrupt(onInterrupt) : undefined;
    this.#lines = lines;
    for (;;) {
      if (this.#isInteractive) this.#terminal.stderr.write("\n");
      const line = await Promise.race([lines.next(), this.#left.promise]);
      if (line === undefined) break;
      if (line.trim() !== "") this.#isArmed = false;
      if (await Promise.race([this.#take(line.trim()), this.#left.promise])) break;
    }
    if (this.#terminal.signal.aborted) throw new CliError("aborted", "stopped");
  }

  /** Resolves with true where the chat is over. */
  async #take(line: string): Promise<boolean> {
    if (line === "") return false;
    try {
      if (isCommand(line)) return await runCommand(line, this.#context);
      const question = line.replace(/^\/\//, "/");
      await this.#answering((signal) => this.#session.ask(question, signal));
    } catch (error) {
      if (!this.#survives(error)) throw error;
      this.#say(`g4f: ${error.code}: ${error.message}`);
    }
    return false;
  }

  async #answering(task: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const answer = new AbortController();
    this.#answer = answer;
    try {
      await task(AbortSignal.any([answer.signal, this.#terminal.signal]));
    } catch (error) {
      if (!answer.signal.aborted || !this.#survives(error)) throw error;
      this.#say("stopped; Ctrl-C again leaves");
    } finally {
      this.#answer = undefined;
    }
  }

  async #approve(call: ToolCall): Promise<boolean> {
    this.#terminal.stderr.write(`${questionOf(call)}\n`);
    return isYes((await this.#lines?.next()) ?? "");
  }

  /** Whether somebody is there who can go on after this. */
  #survives(error: unknown): error is ProviderError | CliError {
    if (!this.#isInteractive || this.#terminal.signal.aborted) return false;
    return error instanceof CliError || ProviderError.is(error);
  }

  #interrupted(line: string | undefined): void {
    if (this.#isArmed) {
      this.#isLeft = true;
      this.#left.reject(new CliError("aborted", "left the chat"));
      return;
    }
    if (this.#answer !== undefined) {
      this.#isArmed = true;
      this.#answer.abort();
      return;
    }
    // A line that was begun is thrown away first, as shells do.
    this.#isArmed = line === undefined || line === "";
    this.#lines?.restart(this.#isArmed ? "Ctrl-C again leaves, as do /exit and Ctrl-D" : "");
  }

  #say(text: string): void {
    this.#terminal.stderr.write(`${text}\n`);
  }
}
