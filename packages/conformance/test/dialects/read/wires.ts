import { at, count, list, Telling, text, word, type Told } from "./told.ts";

/** How the events of each recorded wire are read: by the book, apart from any provider. */
export const WIRES: Readonly<Record<string, (events: readonly unknown[]) => Told>> = {
  "openai-chat": (events) => read(events, openaiChat),
  "openai-responses": (events) => {
    let responses = 0;
    return read(events, (telling, event) => {
      if (at(event, "type") === "response.created") responses += 1;
      openaiResponses(telling, event, `${responses}/${count(event, "output_index")}`);
    });
  },
  "anthropic-messages": (events) => read(events, anthropicMessages),
  gemini: (events) => read(events, gemini),
};

function read(events: readonly unknown[], take: (telling: Telling, event: unknown) => void): Told {
  const telling = new Telling();
  for (const event of events) take(telling, event);
  return telling.told;
}

function openaiChat(telling: Telling, event: unknown): void {
  const delta = at(event, "choices", 0, "delta");
  telling.text += text(delta, "content");
  telling.reasoning += text(delta, "reasoning_content");
  for (const [place, piece] of list(delta, "tool_calls").entries()) {
    const key = at(piece, "index") ?? place;
    telling.call(key, text(piece, "function", "name"), text(piece, "function", "arguments"));
  }
  telling.reason = word(event, "choices", 0, "finish_reason") ?? telling.reason;
  const usage = at(event, "usage");
  if (typeof usage === "object" && usage !== null) {
    telling.usage = [count(usage, "prompt_tokens"), count(usage, "completion_tokens")];
  }
  telling.error = word(event, "error", "code") ?? telling.error;
}

function openaiResponses(telling: Telling, event: unknown, key: string): void {
  switch (at(event, "type")) {
    case "response.output_text.delta":
      telling.text += text(event, "delta");
      break;
    case "response.reasoning_summary_text.delta":
      telling.reasoning += text(event, "delta");
      break;
    case "response.output_item.added":
      if (at(event, "item", "type") === "function_call") {
        telling.call(key, text(event, "item", "name"), "");
      }
      break;
    case "response.function_call_arguments.delta":
      telling.call(key, "", text(event, "delta"));
      break;
    case "response.completed":
    case "response.incomplete": {
      const usage = at(event, "response", "usage");
      telling.reason = word(event, "response", "incomplete_details", "reason") ?? "completed";
      telling.usage = [count(usage, "input_tokens"), count(usage, "output_tokens")];
      break;
    }
    case "error":
      telling.error = text(event, "error", "code");
      break;
    default:
  }
}

function anthropicMessages(telling: Telling, event: unknown): void {
  const key = String(count(event, "index"));
  const delta = at(event, "delta");
  telling.text += text(delta, "text");
  telling.reasoning += text(delta, "thinking");
  if (at(event, "content_block", "type") === "tool_use") {
    telling.call(key, text(event, "content_block", "name"), "");
  }
  // A tool that the service itself runs has arguments too.
  if (telling.calls.has(key)) telling.call(key, "", text(delta, "partial_json"));
  if (at(event, "type") === "message_delta") {
    const usage = at(event, "usage");
    const input = count(usage, "input_tokens") + count(usage, "cache_read_input_tokens");
    telling.reason = text(delta, "stop_reason");
    telling.usage = [input, count(usage, "output_tokens")];
  }
  if (at(event, "type") === "error") telling.error = text(event, "error", "type");
}

function gemini(telling: Telling, event: unknown): void {
  for (const part of list(event, "candidates", 0, "content", "parts")) {
    if (at(part, "thought") === true) telling.reasoning += text(part, "text");
    else telling.text += text(part, "text");
    const call = at(part, "functionCall");
    // A call that comes in pieces is no whole one.
    if (word(call, "name") !== undefined && at(call, "willContinue") !== true) {
      telling.call(telling.calls.size, text(call, "name"), JSON.stringify(at(call, "args") ?? {}));
    }
  }
  telling.reason = word(event, "candidates", 0, "finishReason") ?? telling.reason;
  const counted = at(event, "usageMetadata");
  if (at(counted, "promptTokenCount") !== undefined) {
    const output = count(counted, "candidatesTokenCount") + count(counted, "thoughtsTokenCount");
    telling.usage = [count(counted, "promptTokenCount"), output];
  }
  telling.error = word(event, "error", "status") ?? telling.error;
}
