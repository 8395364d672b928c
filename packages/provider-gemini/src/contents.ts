import { ProviderError, textOf } from "@g4f/core";
import type {
  AssistantMessage,
  Content,
  ContentPart,
  Message,
  Messages,
  MessageToolCall,
  ToolMessage,
} from "@g4f/core";
import { keptState, mediaOf, withToolIds } from "@g4f/core/kit";

/** A JSON object of the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** A turn as the wire has it. */
export interface Turn {
  readonly role: "user" | "model";
  readonly parts: Json[];
}

/** Who sends a history, and to which model. */
export interface Target {
  readonly provider: string;
  readonly model: string;
}

/** The system messages of a history, wherever they stand: the wire knows one place for them. */
export function systemInstruction(messages: Messages): Json | undefined {
  const parts = messages
    .filter(({ role }) => role === "system" || role === "developer")
    .flatMap(({ content }) => textPart(textOf(content)));
  return parts.length === 0 ? undefined : { parts };
}

/**
 * The other messages as turns; what follows one another on one side is one turn.
 * @throws ProviderError `invalid_request` where the wire cannot carry it.
 */
export function contentsOf(messages: Messages, target: Target): Turn[] {
  const { provider } = target;
  const rules = { provider, id: /^.+$/s, make: (number: number) => `call_${number}` };
  const turns: Turn[] = [];
  for (const message of withToolIds(messages, rules)) {
    if (message.role === "system" || message.role === "developer") continue;
    const role = message.role === "assistant" ? "model" : "user";
    const parts = partsOf(message, target);
    const last = turns.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else if (parts.length > 0) turns.push({ role, parts });
  }
  return turns;
}

function partsOf(message: Message, target: Target): Json[] {
  if (message.role === "assistant") return assistant(message, target);
  if (message.role === "tool") return [functionResponse(message)];
  return contentParts(message.content, target);
}

function assistant(message: AssistantMessage, target: Target): Json[] {
  const { toolCalls = [], content } = message;
  const signed = toolCalls.some((call) => signatureOf(call.state, target) !== undefined);
  return [
    ...contentParts(content ?? "", target),
    ...toolCalls.map((call, at) => functionCall(call, target, !signed && at === 0)),
  ];
}

function functionCall(call: MessageToolCall, target: Target, unsigned: boolean): Json {
  const { name, arguments: text, state } = call;
  const signature = signatureOf(state, target) ?? (unsigned ? standIn(target) : undefined);
  return {
    functionCall: { name, args: argsOf(call, text, target) },
    ...(signature === undefined ? {} : { thoughtSignature: signature }),
  };
}

function argsOf({ id, name }: MessageToolCall, text: string, { provider }: Target): object {
  let args: unknown;
  try {
    args = JSON.parse(text);
  } catch {
    args = undefined;
  }
  if (typeof args === "object" && args !== null && !Array.isArray(args)) return args;
  throw new ProviderError(
    "invalid_request",
    `the arguments of the call ${JSON.stringify(id)} of ${JSON.stringify(name.slice(0, 80))} are no JSON object, and ${provider} takes no others in a history`,
    { provider },
  );
}

/** The result of a tool: an object as it is, anything else under `output`. */
function functionResponse({ name, content }: ToolMessage): Json {
  const text = textOf(content);
  let response: unknown;
  try {
    response = JSON.parse(text);
  } catch {
    response = undefined;
  }
  const isObject = typeof response === "object" && response !== null && !Array.isArray(response);
  return { functionResponse: { name, response: isObject ? response : { output: text } } };
}

function signatureOf(state: unknown, { provider }: Target): string | undefined {
  const signature = keptState(provider, state);
  return typeof signature === "string" ? signature : undefined;
}

/**
 * What Google takes in place of a signature for a call that another model made; from Gemini 3 on a turn
 * of calls without one is refused (https://ai.google.dev/gemini-api/docs/thought-signatures).
 */
function standIn({ model }: Target): string | undefined {
  return /(?:^|\/)gemini-(?:[3-9]|\d\d)/.test(model)
    ? "skip_thought_signature_validator"
    : undefined;
}

function contentParts(content: Content, target: Target): Json[] {
  if (typeof content === "string") return textPart(content);
  return content.flatMap((part) => contentPart(part, target));
}

function textPart(text: string): Json[] {
  return text === "" ? [] : [{ text }];
}

function contentPart(part: ContentPart, target: Target): Json[] {
  if (part.type === "text") {
    const thoughtSignature = signatureOf(part.state, target);
    return thoughtSignature === undefined
      ? textPart(part.text)
      : [{ text: part.text, thoughtSignature }];
  }
  const { url, base64, mediaType } = mediaOf(part);
  if (url === undefined) return [{ inlineData: { mimeType: mediaType, data: base64 } }];
  return [
    { fileData: { fileUri: url, ...(mediaType === undefined ? {} : { mimeType: mediaType }) } },
  ];
}
