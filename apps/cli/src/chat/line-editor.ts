import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";

import type { Output, Terminal } from "../terminal.ts";
import { Keys, lineOfText, PASTE_MARKS, textOfLine } from "./keys.ts";
import type { Lines } from "./lines.ts";

/** How lines are edited. */
export interface LineEditorOptions {
  readonly prompt: string;
  /** Lines to come back to, the last one first. */
  readonly history: readonly string[];
  /** Words that may stand for what was typed so far. */
  readonly complete: (line: string) => readonly string[];
  /** Ctrl-C; `line` is what was being edited, undefined while nobody was asked for one. */
  readonly onInterrupt: (line: string | undefined) => void;
}

/** Lines edited on a terminal, with history. The terminal is raw until it is disposed. */
export class LineEditor implements Lines {
  readonly #keys: Keys;
  readonly #screen: PromptScreen;
  readonly #editor: Interface;
  #waiting: ((line: string | undefined) => void) | undefined;
  #isClosed = false;

  constructor({ stdin, signal }: Terminal, output: Output, options: LineEditorOptions) {
    this.#keys = new Keys(stdin, () => options.onInterrupt(undefined));
    this.#screen = new PromptScreen(output);
    this.#editor = createInterface({
      input: this.#keys,
      output: this.#screen,
      terminal: true,
      prompt: options.prompt,
      history: options.history.map(lineOfText),
      historySize: 1_000,
      removeHistoryDuplicates: true,
      completer: (line: string) => [options.complete(line), line],
      signal,
    });
    this.#editor
      .on("line", (line) => this.#enter(textOfLine(line)))
      .on("SIGINT", () => options.onInterrupt(textOfLine(this.#editor.line)))
      .on("close", () => this.#close());
  }

  next(): Promise<string | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#screen.open();
      this.#editor.prompt(true);
      this.#keys.release();
    });
  }

  restart(note: string): void {
    this.#editor.write(null, { ctrl: true, name: "e" });
    this.#screen.write("\n");
    this.#editor.write(null, { ctrl: true, name: "u" });
    this.#screen.write(note === "" ? "\r" : `\r${note}\n`);
    this.#editor.prompt();
  }

  [Symbol.dispose](): void {
    this.#editor.close();
  }

  #enter(line: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#screen.close();
    waiting?.(line);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#waiting !== undefined) this.#screen.write("\n");
    this.#screen.close();
    this.#keys.detach();
    this.#waiting?.(undefined);
  }
}

/** The screen for the line editor: it learns of a new width only while somebody edits, or it would draw into an answer. */
class PromptScreen extends Writable {
  readonly isTTY = true;
  readonly #output: Output;
  readonly #resized = (): void => void this.emit("resize");
  #isOpen = false;

  constructor(output: Output) {
    super({ decodeStrings: false });
    this.#output = output;
  }

  get columns(): number {
    return this.#output.columns ?? 80;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#output.on("resize", this.#resized);
    this.#output.write(PASTE_MARKS.on);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#output.off("resize", this.#resized);
    this.#output.write(PASTE_MARKS.off);
  }

  override _write(text: string, _encoding: string, done: () => void): void {
    this.#output.write(text);
    done();
  }
}
