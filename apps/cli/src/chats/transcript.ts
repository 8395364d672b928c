import type { AssistantMessage, Message } from "@g4f/core";

import { contentOf } from "../extras/content.ts";
import type { AnswerRecord, ChatRecord, ChatSettings, QuestionRecord } from "./record.ts";

/** One question, with its answer as far as there is one. */
export interface Turn {
  readonly question: QuestionRecord;
  readonly answer?: AnswerRecord | undefined;
}

interface OpenTurn {
  readonly question: QuestionRecord;
  answer?: AnswerRecord | undefined;
  draft: string;
}

/** What the records of a chat amount to; takes them one after the other. */
export class Transcript {
  /** ISO 8601; empty where nothing was read yet. */
  createdAt = "";
  settings: ChatSettings = {};
  readonly #turns: OpenTurn[] = [];
  /** How many turns are forgotten. */
  #cleared = 0;

  constructor(records: Iterable<ChatRecord> = []) {
    for (const record of records) this.add(record);
  }

  add(record: ChatRecord): void {
    const last = this.#turns.at(-1);
    switch (record.type) {
      case "chat":
        this.createdAt = record.at;
        break;
      case "settings": {
        const { type: _type, ...settings } = record;
        this.settings = settings;
        break;
      }
      case "question":
        this.#turns.push({ question: record, draft: "" });
        break;
      case "draft":
        if (last !== undefined) last.draft += record.text;
        break;
      case "answer":
        if (last !== undefined) last.answer = record;
        break;
      case "retry":
        if (last !== undefined) Object.assign(last, { answer: undefined, draft: "" });
        break;
      case "clear":
        this.#cleared = this.#turns.length;
        break;
    }
  }

  /** All turns, those before a `clear` too. */
  get turns(): readonly Turn[] {
    return this.#turns.map(closed);
  }

  /** The last turn that was not forgotten. */
  get last(): Turn | undefined {
    const last = this.#turns.at(-1);
    return last === undefined || this.#turns.length === this.#cleared ? undefined : closed(last);
  }

  /**
   * What a model is told: every turn that has an answer, and the last question. A question that was
   * never answered is kept in the chat, and not asked again.
   */
  get messages(): readonly Message[] {
    const turns = this.#turns.slice(this.#cleared).map(closed);
    return turns.flatMap(({ question, answer }, index): Message[] => {
      if (answer === undefined && index < turns.length - 1) return [];
      const { content, files = [] } = question;
      const asked = { role: "user", content: contentOf(content, files) } as const;
      return answer === undefined ? [asked] : [asked, ...(answer.steps ?? []), answer.message];
    });
  }

  /** The first words of the chat. */
  get title(): string {
    const [first] = this.#turns;
    return first?.question.input ?? first?.question.content ?? "";
  }
}

/** A draft without its answer is the answer: the process ended before it was complete. */
function closed({ question, answer, draft }: OpenTurn): Turn {
  if (answer !== undefined || draft === "") return { question, answer };
  const message: AssistantMessage = { role: "assistant", content: draft };
  const { at } = question;
  return {
    question,
    answer: { type: "answer", at, message, provider: "", model: "", partial: true },
  };
}
