const TEXT = { type: "string" };

/** JSON Schema of a request, as far as it is read here. */
export const CHAT_SCHEMA: object = {
  type: "object",
  required: ["model", "messages"],
  properties: {
    model: { type: "string", minLength: 1 },
    messages: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["role"],
        properties: {
          role: { enum: ["system", "user", "assistant", "tool"] },
          content: TEXT,
          thinking: TEXT,
          images: { type: "array", items: { type: "string", contentEncoding: "base64" } },
          tool_calls: { type: "array", items: { type: "object", required: ["function"] } },
          tool_name: TEXT,
          tool_call_id: TEXT,
        },
      },
    },
    stream: { type: "boolean", default: true },
    tools: { type: "array", items: { type: "object", required: ["function"] } },
    format: { anyOf: [{ enum: ["json", ""] }, { type: "object" }] },
    think: { anyOf: [{ type: "boolean" }, TEXT] },
    options: { type: "object" },
    keep_alive: { anyOf: [TEXT, { type: "number" }] },
  },
};
