import type { Chunk, FinishReason, ProviderError } from "@g4f/core";
import { keepState, TextPipe, ToolCalls, usagePart } from "@g4f/core/kit";

import type { OllamaCall, OllamaEvent } from "./event.ts";

/** What the answer of one call is read with. */
export interface AnswerSetup {
  readonly provider: string;
  readonly stop?: string | readonly string[] | undefined;
  /** The error that a line tells of. */
  readonly errorFrom: (body: unknown) => ProviderError;
}

/** What the lines of a chat stream amount to. `done: true` alone is an end. */
export class OllamaAnswer {
  readonly pipe: TextPipe;
  readonly #setup: AnswerSetup;
  readonly #calls = new ToolCalls();
  #made = 0;
  #thought = false;
  #over = false;

  constructor(setup: AnswerSetup) {
    this.#setup = setup;
    this.pipe = new TextPipe(false, setup.stop);
  }

  /** Whether the answer has ended. */
  get over(): boolean {
    return this.#over || this.pipe.stopped;
  }

  /** @throws ProviderError as the line tells. */
  read(event: OllamaEvent): Chunk[] {
    if (event.error !== undefined) throw this.#setup.errorFrom(event);
    const { thinking, content, tool_calls: calls } = event.message ?? {};
    const chunks: Chunk[] = [];
    if (typeof thinking === "string" && thinking !== "") {
      this.#thought = true;
      chunks.push({ type: "reasoning", text: thinking });
    }
    if (typeof content === "string") chunks.push(...this.pipe.push(content));
    for (const call of calls ?? []) chunks.push(...this.#call(call));
    if (event.done === true) chunks.push(...this.#end(event));
    return chunks;
  }

  /** The end of an answer that a stop sequence cut. */
  stopped(): Chunk[] {
    return this.pipe.stopped ? [{ type: "finish", reason: "stop" }] : [];
  }

  /** Calls come whole here; several in one answer may all have the index 0. */
  #call({ id, function: called }: OllamaCall): Chunk[] {
    const key = this.#made++;
    const deltas = this.#calls.add({
      key,
      id,
      name: called?.name,
      arguments: called?.arguments ?? {},
    });
    return [...deltas, ...this.#calls.close(key)];
  }

  #end(event: OllamaEvent): Chunk[] {
    this.#over = true;
    const chunks = this.pipe.end();
    if (this.#thought) {
      const state = keepState(this.#setup.provider, "thinking");
      chunks.push({ type: "reasoning", text: "", state });
    }
    const usage = usagePart({
      input: event.prompt_eval_count,
      output: event.eval_count,
      cached: event.prompt_eval_cached_count,
    });
    if (usage.inputTokens !== undefined || usage.outputTokens !== undefined) chunks.push(usage);
    if (!this.pipe.stopped) chunks.push({ type: "finish", reason: this.#reason(event) });
    return chunks;
  }

  #reason({ done_reason: said }: OllamaEvent): FinishReason {
    if (said === "length") return "length";
    if (this.#calls.any) return "tool-calls";
    // Servers before 0.1.40 do not say why.
    return said === "stop" || said === undefined ? "stop" : "unknown";
  }
}
