/** A request that has of everything something. */
export const FULL_CHAT = {
  model: "m",
  messages: [
    { role: "developer", content: "Be kind.", name: "boss" },
    { role: "system", content: [{ type: "text", text: "Be brief." }] },
    {
      role: "user",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image_url", image_url: { url: "https://a.test/b.png", detail: "low" } },
        { type: "input_audio", input_audio: { data: "AQID", format: "wav" } },
        {
          type: "file",
          file: { file_data: "data:application/pdf;base64,AQID", filename: "a.pdf" },
        },
      ],
    },
    {
      role: "assistant",
      content: null,
      reasoning_content: "hm",
      tool_calls: [
        { id: "call_a", type: "function", function: { name: "look", arguments: '{"at":"it"}' } },
      ],
    },
    { role: "tool", tool_call_id: "call_a", content: "a cat" },
    { role: "assistant", content: [{ type: "text", text: "A cat." }], refusal: null },
    { role: "user", content: "Sure?" },
  ],
  stream: true,
  stream_options: { include_usage: true },
  n: 1,
  temperature: 0.5,
  top_p: 0.9,
  max_completion_tokens: 100,
  presence_penalty: 0.1,
  frequency_penalty: -0.1,
  stop: ["END"],
  seed: 7,
  logprobs: true,
  top_logprobs: 2,
  reasoning_effort: "low",
  tools: [
    {
      type: "function",
      function: {
        name: "look",
        description: "Looks.",
        parameters: { type: "object" },
        strict: false,
      },
    },
  ],
  tool_choice: { type: "function", function: { name: "look" } },
  parallel_tool_calls: false,
  response_format: {
    type: "json_schema",
    json_schema: { name: "a", schema: { type: "object", properties: {} }, strict: true },
  },
  user: "u",
  metadata: { a: "b" },
};
