const TEXT = { type: "string" };
const BLOCKS = { type: "array", items: { type: "object", required: ["type"] } };
const CONTENT = { anyOf: [TEXT, BLOCKS] };

/** JSON Schema of a request, as far as it is read here. */
export const MESSAGES_SCHEMA: object = {
  type: "object",
  required: ["model", "max_tokens", "messages"],
  properties: {
    model: { type: "string", minLength: 1 },
    max_tokens: { type: "integer", minimum: 0 },
    messages: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["role", "content"],
        properties: { role: { enum: ["user", "assistant", "system"] }, content: CONTENT },
      },
    },
    system: CONTENT,
    stream: { type: "boolean", default: false },
    temperature: { type: "number", minimum: 0, maximum: 1 },
    top_p: { type: "number", minimum: 0, maximum: 1 },
    top_k: { type: "integer", minimum: 0 },
    stop_sequences: { type: "array", items: TEXT },
    tools: {
      type: "array",
      items: {
        type: "object",
        properties: {
          name: { type: "string", pattern: "^[a-zA-Z0-9_-]{1,128}$" },
          description: TEXT,
          input_schema: { type: "object" },
        },
      },
    },
    tool_choice: {
      type: "object",
      required: ["type"],
      properties: { disable_parallel_tool_use: { type: "boolean" } },
    },
    thinking: { type: "object" },
    output_config: { type: "object" },
  },
};
