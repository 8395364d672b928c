import type { ScriptToolCall } from "../script.ts";
import type { JsonRecord } from "./json-record.ts";
import { LabelledEvent } from "./say.ts";
import { argumentPieces } from "./script-parts.ts";

type Events = readonly (JsonRecord | LabelledEvent)[];

/** The blocks of one message, of which one at most is open: what is said goes into one of its kind. */
export class AnthropicBlocks {
  #kind: "text" | "thinking" | "tool_use" | undefined;
  #index = -1;

  text(text: string): Events {
    const start = this.#kind === "text" ? [] : this.#start("text", { text: "" });
    return [...start, this.#delta({ type: "text_delta", text })];
  }

  thinking(thinking: string): Events {
    const start =
      this.#kind === "thinking" ? [] : this.#start("thinking", { thinking: "", signature: "" });
    return [...start, this.#delta({ type: "thinking_delta", thinking })];
  }

  toolUse(call: ScriptToolCall): Events {
    const { id, name } = call;
    return [
      ...this.#start("tool_use", { id, name, input: {} }),
      ...argumentPieces(call).map((partial_json) =>
        this.#delta({ type: "input_json_delta", partial_json }),
      ),
    ];
  }

  /** Closes the open block, if any; thinking is signed before. */
  stop(): Events {
    if (this.#kind === undefined) return [];
    const signed =
      this.#kind === "thinking"
        ? [this.#delta({ type: "signature_delta", signature: "c2lnbmF0dXJl" })]
        : [];
    this.#kind = undefined;
    const stop = { type: "content_block_stop", index: this.#index };
    return [...signed, stop].map((data) => new LabelledEvent("close", data));
  }

  #start(kind: "text" | "thinking" | "tool_use", rest: JsonRecord): Events {
    const stop = this.stop();
    this.#kind = kind;
    this.#index += 1;
    const block = { type: "content_block_start", index: this.#index };
    const start = { ...block, content_block: { type: kind, ...rest } };
    return [...stop, new LabelledEvent("open", start)];
  }

  #delta(delta: JsonRecord): JsonRecord {
    return { type: "content_block_delta", index: this.#index, delta };
  }
}
