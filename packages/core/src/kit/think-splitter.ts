import type { Chunk } from "../chunk.ts";

const OPEN = "<think>";
const CLOSE = "</think>";

/**
 * Takes reasoning that a model wrote between `<think>` and `</think>` out of its text, wherever the
 * tags are split over chunks. Only at the beginning of an answer is `<think>` a tag: further on it is
 * what the answer says.
 */
export class ThinkSplitter {
  #place: "start" | "thinking" | "after" | "text" = "start";
  #held = "";

  /** What can be told now; the beginning of what may be a tag is kept until it is known. */
  push(text: string): Chunk[] {
    if (this.#place === "text") return [text];
    const all = this.#held + text;
    this.#held = "";
    if (this.#place === "start") return this.#start(all);
    if (this.#place === "after") return this.#after(all);
    return this.#thinking(all);
  }

  /** What was kept, at the end of the answer. */
  end(): Chunk[] {
    const rest = this.#held;
    this.#held = "";
    if (rest === "") return [];
    return this.#place === "thinking" ? [{ type: "reasoning", text: rest }] : [rest];
  }

  #start(all: string): Chunk[] {
    const said = all.trimStart();
    if (said.startsWith(OPEN)) {
      this.#place = "thinking";
      return this.#thinking(said.slice(OPEN.length));
    }
    if (OPEN.startsWith(said)) {
      this.#held = all;
      return [];
    }
    this.#place = "text";
    return [all];
  }

  #thinking(all: string): Chunk[] {
    const end = all.indexOf(CLOSE);
    if (end >= 0) {
      this.#place = "after";
      return [...reasoning(all.slice(0, end)), ...this.#after(all.slice(end + CLOSE.length))];
    }
    const kept = overlap(all, CLOSE);
    this.#held = all.slice(all.length - kept);
    return reasoning(all.slice(0, all.length - kept));
  }

  /** The blank lines behind the tag belong to neither side. */
  #after(all: string): Chunk[] {
    const said = all.replace(/^[\r\n]+/, "");
    if (said === "") return [];
    this.#place = "text";
    return [said];
  }
}

function reasoning(text: string): Chunk[] {
  return text === "" ? [] : [{ type: "reasoning", text }];
}

/** How many characters at the end of `text` may be how `tag` begins. */
export function overlap(text: string, tag: string): number {
  for (let length = Math.min(text.length, tag.length - 1); length > 0; length--) {
    if (text.endsWith(tag.slice(0, length))) return length;
  }
  return 0;
}
