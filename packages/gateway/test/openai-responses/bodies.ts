/** A request that has of everything something. */
export const FULL_RESPONSES = {
  model: "m",
  instructions: "Be kind.",
  input: [
    { role: "developer", content: "Be brief." },
    {
      type: "message",
      role: "user",
      content: [
        { type: "input_text", text: "What is this?" },
        { type: "input_image", image_url: "https://a.test/b.png", detail: "low" },
        { type: "input_file", file_data: "data:application/pdf;base64,AQID", filename: "a.pdf" },
        { type: "input_file", file_url: "https://a.test/c.pdf" },
      ],
    },
    {
      type: "reasoning",
      id: "rs_1",
      summary: [
        { type: "summary_text", text: "hm" },
        { type: "summary_text", text: "so" },
      ],
    },
    {
      type: "message",
      id: "msg_1",
      status: "completed",
      role: "assistant",
      content: [{ type: "output_text", text: "I look.", annotations: [] }],
    },
    {
      type: "function_call",
      id: "fc_1",
      call_id: "call_a",
      name: "look",
      arguments: '{"at":"it"}',
    },
    { type: "function_call_output", call_id: "call_a", output: "a cat" },
    { role: "user", content: "Sure?" },
  ],
  stream: true,
  store: false,
  include: ["reasoning.encrypted_content"],
  max_output_tokens: 100,
  temperature: 0.5,
  top_p: 0.9,
  reasoning: { effort: "low", summary: "auto" },
  text: {
    format: { type: "json_schema", name: "a", schema: { type: "object", properties: {} } },
    verbosity: "low",
  },
  tools: [
    {
      type: "function",
      name: "look",
      description: "Looks.",
      parameters: { type: "object" },
      strict: false,
    },
  ],
  tool_choice: { type: "function", name: "look" },
  parallel_tool_calls: false,
  metadata: { a: "b" },
  truncation: "disabled",
  user: "u",
};
