import {
  textOf,
  type Message,
  type MessageToolCall,
  type ProviderRequest,
  type Tool,
  type ToolChoice,
} from "@g4f/core";

/** The request of a chat completion: these fields and no others. */
export function chatBody(request: ProviderRequest): Record<string, unknown> {
  const { tools, toolChoice, schema } = request;
  return withoutUndefined({
    model: request.model,
    messages: request.messages.map(chatMessage),
    stream: true,
    stream_options: { include_usage: true },
    temperature: request.temperature,
    top_p: request.topP,
    max_tokens: request.maxTokens,
    stop: request.stop,
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    reasoning_effort: request.reasoningEffort,
    tools: tools === undefined || tools.length === 0 ? undefined : tools.map(chatTool),
    tool_choice: toolChoice === undefined ? undefined : chatToolChoice(toolChoice),
    response_format:
      schema === undefined
        ? undefined
        : { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
  });
}

function chatMessage(message: Message): Record<string, unknown> {
  const content = textOf(message.content ?? "");
  if (message.role === "tool") {
    return withoutUndefined({ role: "tool", content, tool_call_id: message.toolCallId });
  }
  const calls = message.role === "assistant" ? (message.toolCalls ?? []) : [];
  if (calls.length === 0)
    return withoutUndefined({ role: message.role, content, name: message.name });
  return {
    role: "assistant",
    content: content === "" ? null : content,
    tool_calls: calls.map(chatToolCall),
  };
}

function chatToolCall(call: MessageToolCall): Record<string, unknown> {
  return {
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments },
  };
}

function chatTool({ name, description, parameters }: Tool): Record<string, unknown> {
  return { type: "function", function: withoutUndefined({ name, description, parameters }) };
}

function chatToolChoice(choice: ToolChoice): unknown {
  if (typeof choice === "string") return choice;
  return { type: "function", function: { name: choice.name } };
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
