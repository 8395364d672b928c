import type { Chunk } from "../chunk.ts";
import { overlap } from "../kit/think-splitter.ts";
import { ToolCalls } from "../kit/tool-calls.ts";

export const CALL = "<tool_call";
export const CALL_END = "</tool_call>";
export const RESULT = "<tool_result";
/** What a block is called that names no tool: no model's choice, and a name that every wire carries. */
const MALFORMED = "malformed_tool_call";

const TAG = /<tool_(?:call|result)(?=[\s>])/;
const NAME = /\sname\s*=\s*["']([^"']+)["']/;
/** Longer heads are none: somebody wrote about the tag. */
const LONGEST_HEAD = 256;

/**
 * Takes calls that a model wrote as `<tool_call name="…">{ arguments }</tool_call>` out of its text,
 * however they are split over chunks. `<tool_call>{"name":…,"arguments":…}</tool_call>`, which many
 * models were trained on, is understood as well. Nothing of a block is ever text.
 */
export class CallBlocks {
  readonly #calls = new ToolCalls();
  /** `over`: behind results that the model made up nothing belongs to the answer. */
  #place: "text" | "head" | "body" | "over" = "text";
  #held = "";
  /** Of the block that is open: its number, its name where the head has one, what came without one. */
  #key = 0;
  #name: string | undefined;
  #unnamed = "";
  /** Blank lines behind a block belong to it. */
  #behind = false;

  get any(): boolean {
    return this.#calls.any;
  }

  /** What can be told now; the beginning of what may be a tag is kept until it is known. */
  push(text: string): Chunk[] {
    const out: Chunk[] = [];
    let rest: string | undefined = this.#held + text;
    this.#held = "";
    while (rest !== undefined && rest !== "") rest = this.#step(rest, out);
    return out;
  }

  /**
   * What was kept, at the end of the answer.
   * @throws ProviderError `protocol` where the answer was cut inside a block.
   */
  end(cut: boolean): Chunk[] {
    const out: Chunk[] = [];
    const rest = this.#held;
    this.#held = "";
    if (this.#place === "over") {
      const message = "the model made up results of its tool calls: dropped";
      return [{ type: "warning", message }];
    }
    if (this.#place === "text") {
      this.#say(rest, out);
      return out;
    }
    this.#argue(this.#place === "head" ? `${CALL}${rest}` : rest, out);
    if (cut) {
      this.#calls.add({ key: this.#key, arguments: this.#unnamed });
      return [...out, ...this.#calls.end(true)];
    }
    out.push({ type: "warning", message: "the answer ended before the end of a tool call" });
    this.#close(out);
    return out;
  }

  /** What is left to look at; undefined where more must come first. */
  #step(all: string, out: Chunk[]): string | undefined {
    if (this.#place === "text") return this.#inText(all, out);
    if (this.#place === "head") return this.#inHead(all, out);
    return this.#place === "body" ? this.#inBody(all, out) : undefined;
  }

  #inText(all: string, out: Chunk[]): string | undefined {
    const at = all.search(TAG);
    if (at < 0) {
      const kept = Math.max(overlap(all, `${CALL}>`), overlap(all, `${RESULT}>`));
      this.#keep(all, kept);
      this.#say(all.slice(0, all.length - kept), out);
      return undefined;
    }
    this.#say(all.slice(0, at), out);
    if (all.startsWith(CALL, at)) {
      this.#place = "head";
      return all.slice(at + CALL.length);
    }
    if (this.any) {
      this.#place = "over";
      return undefined;
    }
    this.#say(RESULT, out);
    return all.slice(at + RESULT.length);
  }

  #inHead(all: string, out: Chunk[]): string | undefined {
    const end = all.slice(0, LONGEST_HEAD).indexOf(">");
    if (end < 0) {
      if (all.length < LONGEST_HEAD) {
        this.#held = all;
        return undefined;
      }
      this.#place = "text";
      this.#say(CALL, out);
      return all;
    }
    const head = all.slice(0, end);
    this.#name = NAME.exec(head)?.[1];
    this.#unnamed = "";
    this.#place = "body";
    if (this.#name !== undefined)
      out.push(...this.#calls.add({ key: this.#key, name: this.#name }));
    if (head.endsWith("/")) this.#close(out);
    return all.slice(end + 1);
  }

  #inBody(all: string, out: Chunk[]): string | undefined {
    const end = all.indexOf(CALL_END);
    if (end < 0) {
      const kept = overlap(all, CALL_END);
      this.#keep(all, kept);
      this.#argue(all.slice(0, all.length - kept), out);
      return undefined;
    }
    this.#argue(all.slice(0, end), out);
    this.#close(out);
    return all.slice(end + CALL_END.length);
  }

  #keep(all: string, length: number): void {
    this.#held = all.slice(all.length - length);
  }

  #say(text: string, out: Chunk[]): void {
    const said = this.#behind ? text.trimStart() : text;
    if (said === "") return;
    this.#behind = false;
    out.push(said);
  }

  #argue(text: string, out: Chunk[]): void {
    if (text === "") return;
    if (this.#name === undefined) this.#unnamed += text;
    else out.push(...this.#calls.add({ key: this.#key, arguments: text }));
  }

  #close(out: Chunk[]): void {
    const key = this.#key++;
    if (this.#name === undefined) {
      const call = namedInside(this.#unnamed);
      if (call === undefined) {
        out.push({ type: "warning", message: "the model wrote a tool call that names no tool" });
      }
      const named = call ?? { name: MALFORMED, arguments: this.#unnamed };
      out.push(...this.#calls.add({ key, ...named }));
    }
    out.push(...this.#calls.close(key));
    this.#name = undefined;
    this.#place = "text";
    this.#behind = true;
  }
}

interface NamedCall {
  readonly name: string;
  readonly arguments: unknown;
}

function namedInside(text: string): NamedCall | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const name: unknown = Reflect.get(value, "name");
  if (typeof name !== "string" || name === "") return undefined;
  return { name, arguments: Reflect.get(value, "arguments") };
}
