import { test } from "vitest";

import { ollamaChat } from "../../src/faces/ollama/face.ts";
import { checkTotal } from "../support/total.ts";

/** What the API knows. */
const WORDS = `user assistant system tool role content images iVBORw0KGgoAAAA= thinking tool_calls
  function name arguments id tool_name json tool_call_id type object description
  parameters high num_predict top_k top_p seed presence_penalty frequency_penalty message`;

test("P11: any JSON is a request, or refused by name", async () => {
  await checkTotal({
    face: ollamaChat,
    head: { headers: {} },
    numRuns: 10_000,
    valid: {
      model: "m",
      messages: [
        { role: "user", content: "Hi", images: ["iVBORw0KGgoAAAA="] },
        { role: "assistant", tool_calls: [{ function: { name: "f", arguments: {} } }] },
        { role: "tool", content: "1", tool_name: "f" },
      ],
      stream: true,
      tools: [{ type: "function", function: { name: "f", parameters: { type: "object" } } }],
      format: "json",
      think: true,
      keep_alive: "5m",
      options: { temperature: 0.5, stop: ["END"], num_predict: 10 },
    },
    words: WORDS.split(/\s+/),
  });
});
