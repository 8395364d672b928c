import type { HttpResponse, ToolCallDeltaPart } from "@g4f/core";

import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider, type ReferenceEvent } from "../reference/openai-chat.ts";
import { ToolCalls, type WireToolCall } from "../reference/tool-calls.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { reads } from "./changed.ts";

const family = "memory";

/** Reads whatever upstream sends, as fast as it comes, and keeps it until it is asked for. */
class ReadsAhead extends ReferenceProvider {
  protected override async *events(response: HttpResponse): AsyncGenerator<ReferenceEvent> {
    const queue: ReferenceEvent[] = [];
    const pump = (async () => {
      for await (const event of super.events(response)) queue.push(event);
    })();
    pump.catch(() => {});
    const over = pump.then(() => true);
    for (;;) {
      const event = queue.shift();
      if (event !== undefined) yield event;
      else if (await Promise.race([over, new Promise<false>((go) => setImmediate(go, false))]))
        return;
    }
  }
}

/** Keeps each event until the call is over. */
class KeepsEvents extends ReferenceProvider {
  protected override async *events(response: HttpResponse): AsyncGenerator<ReferenceEvent> {
    const seen: ReferenceEvent[] = [];
    for await (const event of super.events(response)) {
      seen.push(event);
      yield event;
    }
    if (seen.length === 0) throw new Error("nothing was seen");
  }
}

/** Adds each chunk to one string, and splits all of it again. */
class SplitsAgain extends ReferenceProvider {
  protected override async *events({ body }: HttpResponse): AsyncGenerator<ReferenceEvent> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        if (block.startsWith("data: ")) yield { data: block.slice("data: ".length) };
      }
    }
  }
}

/** Looks for the end of the arguments in all that has come, with each piece. */
class ScansAgain extends ToolCalls {
  /** How many objects are open. */
  protected depth = 0;
  #seen = "";

  override add(piece: WireToolCall): ToolCallDeltaPart {
    const delta = super.add(piece);
    this.#seen += delta.argumentsDelta;
    this.depth = 0;
    for (const character of this.#seen) {
      if (character === "{") this.depth++;
      if (character === "}") this.depth--;
    }
    return delta;
  }
}

export const MEMORY: readonly Broken[] = [
  defineBroken({
    name: "reads-ahead-without-limit",
    family,
    bug: {
      url: "https://github.com/Mintplex-Labs/anything-llm/issues/6210",
      what: "a slow reader makes the stream pile up in memory",
    },
    killedBy: "memory.backpressure",
    make: (settings) => new ReadsAhead(settings),
  }),
  defineBroken({
    name: "keeps-every-event",
    family,
    killedBy: "memory.long-answer",
    make: (settings) => new KeepsEvents(settings),
  }),
  defineBroken({
    name: "splits-the-buffer-again",
    family,
    killedBy: "memory.linear.long-event",
    make: (settings) => new SplitsAgain(settings),
  }),
  defineBroken({
    name: "scans-arguments-again",
    family,
    bug: {
      url: "https://github.com/earendil-works/pi/issues/9062",
      what: "each piece of a tool call parses all pieces before it again",
    },
    killedBy: "memory.linear.tool-arguments",
    make: reads(
      class extends ChatReader {
        protected override readonly toolCalls: ToolCalls = new ScansAgain();
      },
    ),
  }),
];
