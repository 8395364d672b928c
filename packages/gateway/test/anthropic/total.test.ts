import { test } from "vitest";

import { anthropicMessages } from "../../src/faces/anthropic/face.ts";
import { checkTotal } from "../support/total.ts";

/** What the API knows. */
const WORDS = `user assistant system role content type text image document source base64 url data
  media_type image/png application/pdf title thinking signature g4f.e30 g4f.
  redacted_thinking tool_use id name input tool_result tool_use_id is_error any tool none
  auto format input_schema object json_schema schema effort temperature top_p top_k
  stop_sequences metadata mcp_servers container cache_control message`;

test("P11: any JSON is a request, or refused by name", async () => {
  const source = { type: "base64", media_type: "image/png", data: "AQID" };
  await checkTotal({
    face: anthropicMessages,
    head: { headers: { "anthropic-version": "2023-06-01" } },
    numRuns: 10_000,
    valid: {
      model: "m",
      max_tokens: 10,
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Hi" },
            { type: "image", source },
          ],
        },
        { role: "assistant", content: [{ type: "tool_use", id: "t", name: "f", input: {} }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: "1" }] },
      ],
      system: "s",
      stream: true,
      tools: [{ name: "f", input_schema: { type: "object" } }],
      tool_choice: { type: "auto" },
      thinking: { type: "enabled", budget_tokens: 1024 },
      output_config: { format: { type: "json_schema", schema: { type: "object" } } },
    },
    words: WORDS.split(/\s+/),
  });
});
