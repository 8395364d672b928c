import type { CallResult, Part, RawPart } from "@g4f/core";

import type { AnswerHead, AnswerWriter } from "../../face.ts";
import type { Failure } from "../../failure.ts";
import { fileText } from "../file-text.ts";
import { headOf, lastOf, lineOf, toolCallOf, type Said } from "./lines.ts";

/** A streamed answer, line by line. */
export class ChatWriter implements AnswerWriter {
  readonly #head: AnswerHead;
  readonly #prefix: string;
  #calls = 0;

  constructor(head: AnswerHead) {
    this.#head = head;
    this.#prefix = `${JSON.stringify(headOf(head)).slice(0, -1)},"message":{"role":"assistant","content":`;
  }

  readonly start = (): string => "";

  readonly text = (text: string): string =>
    `${this.#prefix}${JSON.stringify(text)}},"done":false}\n`;

  // oxlint-disable-next-line complexity -- one case for each type of part, and nothing else
  readonly part = (part: Part): string => {
    switch (part.type) {
      case "text":
        return part.text === "" ? "" : this.text(part.text);
      case "reasoning":
        return part.text === "" ? "" : this.#line({ content: "", thinking: part.text });
      case "tool-call":
        return this.#line({ content: "", tool_calls: [toolCallOf(part, this.#calls++)] });
      case "file":
        return this.text(fileText(part));
      case "tool-call-delta":
      case "raw":
      case "source":
      case "queue":
      case "conversation":
      case "provider":
      case "warning":
      case "custom":
      case "usage":
      case "finish":
        return "";
    }
  };

  readonly raw = ({ data, text }: RawPart): string => `${text ?? JSON.stringify(data)}\n`;

  readonly rawEnd = (): string => "";

  readonly end = (result: CallResult): string => line(lastOf(this.#head, { content: "" }, result));

  readonly fail = ({ message }: Failure): string => line({ error: message });

  #line(said: Said): string {
    return line(lineOf(this.#head, said));
  }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
