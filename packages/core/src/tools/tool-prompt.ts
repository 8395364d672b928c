import type { AssistantMessage, Content, Message, Messages, ToolMessage } from "../message.ts";
import type { Tool, ToolChoice } from "../request.ts";
import { CALL, CALL_END, RESULT } from "./call-blocks.ts";

/** What the model is told of its tools. */
export interface ToolPrompt {
  readonly tools: readonly Tool[];
  readonly choice: ToolChoice;
  /** Where the provider has no system messages, the first user message begins with it. */
  readonly systemMessage: boolean;
}

/** A history in words alone: the tools told first, calls and results as the blocks that they are. */
export function promptedMessages(messages: Messages, prompt: ToolPrompt): Messages {
  const written = writtenHistory(messages);
  if (prompt.tools.length === 0 || prompt.choice === "none") return written;
  const { systemMessage } = prompt;
  const at = written.findIndex(({ role }) =>
    systemMessage ? role === "system" || role === "developer" : role === "user",
  );
  const told = written[at];
  const text = instructions(prompt);
  if (told === undefined)
    return [{ role: systemMessage ? "system" : "user", content: text }, ...written];
  const said = told.content ?? "";
  const content = joined(systemMessage ? [said, text] : [text, said]);
  return written.with(at, { ...told, content });
}

function instructions({ tools, choice }: ToolPrompt): string {
  const must =
    choice === "auto"
      ? "Call one when you need it; otherwise answer as usual."
      : `You must call ${typeof choice === "object" ? choice.name : "at least one of them"}.`;
  return [
    `You can call these tools. ${must} To call one, write a block of exactly this form, outside of any code fence:`,
    `${CALL} name="the name of the tool">{"its": "arguments, a JSON object that fits its schema"}${CALL_END}`,
    `Write one block for each call, and nothing behind the last one. You will then be told each result in a ${RESULT}> block; never write one yourself.`,
    `Inside of a block, write "</" as "<\\/".`,
    "Tools:",
    ...tools.map((tool) => JSON.stringify(tool)),
  ].join("\n");
}

function writtenHistory(messages: Messages): Message[] {
  const names = new Map<string, string>();
  const written: Message[] = [];
  let results: Content[] = [];
  const tell = (): void => {
    if (results.length > 0) written.push({ role: "user", content: joined(results) });
    results = [];
  };
  for (const message of messages) {
    if (message.role === "tool") {
      results.push(...resultOf(message, names));
      continue;
    }
    tell();
    if (message.role !== "assistant") written.push(message);
    else {
      for (const { id, name } of message.toolCalls ?? []) names.set(id, name);
      written.push(withBlocks(message));
    }
  }
  tell();
  return written;
}

function withBlocks({ toolCalls = [], ...message }: AssistantMessage): AssistantMessage {
  if (toolCalls.length === 0) return message;
  const blocks = toolCalls.map(
    ({ name, arguments: json }) => `${CALL} name="${name}">${inside(json)}${CALL_END}`,
  );
  return { ...message, content: joined([message.content ?? "", blocks.join("\n")]) };
}

function resultOf(message: ToolMessage, names: ReadonlyMap<string, string>): Content[] {
  const { toolCallId, content } = message;
  const name = message.name ?? names.get(toolCallId ?? "") ?? "";
  const told =
    typeof content === "string"
      ? inside(content)
      : content.map((part) => (part.type === "text" ? { ...part, text: inside(part.text) } : part));
  return [`${RESULT} name="${name}">`, told, "</tool_result>"];
}

/** What stands in a block cannot end it; to JSON both are the same. */
function inside(text: string): string {
  return text.replaceAll("</tool_", "<\\/tool_");
}

/** Contents one below the other. */
function joined(contents: readonly Content[]): Content {
  const said = contents.filter((content) => content.length > 0);
  if (said.every((content) => typeof content === "string")) return said.join("\n");
  return said.flatMap((content) =>
    typeof content === "string" ? [{ type: "text", text: `${content}\n` } as const] : content,
  );
}
