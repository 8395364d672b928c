import * as z from "zod";

import type { ProxySetting } from "./http/proxy-source.ts";
import type { OptionSchema } from "./manifest.ts";
import type { ContentPart, Message } from "./message.ts";
import { isPlainHistory, ROLES } from "./plain-history.ts";
import type { CommonRequest, Deadlines, Tool, ToolChoice } from "./request.ts";

const text = z.object({
  type: z.literal("text"),
  text: z.string(),
  state: z.exactOptional(z.unknown()),
});

const media = {
  url: z.exactOptional(z.union([z.url(), z.instanceof(URL)])),
  data: z.exactOptional(z.instanceof(Uint8Array)),
  mediaType: z.exactOptional(z.string()),
};
const oneSource = (part: { url?: unknown; data?: unknown }): boolean =>
  (part.url === undefined) !== (part.data === undefined);
const needsOneSource = { error: "needs either url or data" };

const part = z.discriminatedUnion(
  "type",
  [
    text,
    z.object({ type: z.literal("image"), ...media }).refine(oneSource, needsOneSource),
    z
      .object({ type: z.literal("file"), ...media, name: z.exactOptional(z.string()) })
      .refine(oneSource, needsOneSource),
    z.object({ type: z.literal("audio"), ...media }).refine(oneSource, needsOneSource),
  ],
  { error: unlessKnown("type", ["text", "image", "file", "audio"]) },
) as unknown as z.ZodType<ContentPart>;

const content = z.union([z.string(), z.array(part)]);
const name = z.exactOptional(z.string());

const assistant = z
  .object({
    role: z.literal("assistant"),
    content: z.exactOptional(z.nullable(content)),
    name,
    reasoning: z.exactOptional(
      z.array(z.object({ text: z.string(), state: z.exactOptional(z.unknown()) })),
    ),
    toolCalls: z.exactOptional(
      z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          arguments: z.string(),
          state: z.exactOptional(z.unknown()),
        }),
      ),
    ),
  })
  .refine((message) => message.content != null || (message.toolCalls?.length ?? 0) > 0, {
    path: ["content"],
    error: "is missing; only an assistant message with toolCalls may go without",
  });

const message = z.discriminatedUnion(
  "role",
  [
    z.object({ role: z.enum(["system", "developer"]), content, name }),
    z.object({ role: z.literal("user"), content, name }),
    assistant,
    z.object({ role: z.literal("tool"), content, name, toolCallId: z.exactOptional(z.string()) }),
  ],
  { error: unlessKnown("role", ROLES) },
) as unknown as z.ZodType<Message>;

const limit = z.exactOptional(
  z.custom<number>((value) => typeof value === "number" && value > 0, {
    error: "must be a number of ms above 0, or Infinity",
  }),
);

const deadlines: z.ZodType<Deadlines> = z.strictObject({
  connect: limit,
  firstEvent: limit,
  idle: limit,
  total: limit,
  queue: limit,
  unread: limit,
  cleanup: limit,
});

const jsonSchema = z.record(z.string(), z.unknown());
const tool: z.ZodType<Tool> = z.object({
  name: z.string().min(1),
  description: z.exactOptional(z.string()),
  parameters: jsonSchema,
});
const toolChoice: z.ZodType<ToolChoice> = z.union(
  [z.enum(["auto", "none", "required"]), z.object({ name: z.string() })],
  { error: "must be auto, none, required or { name }" },
);

const proxy = z.custom<ProxySetting>(
  (value) => typeof value === "string" || typeof Reflect.get(Object(value), "pick") === "function",
  { error: "must be the URL of a proxy, or a source of such URLs (with a method pick)" },
);

/** The fields every provider takes; each is optional here but the messages. */
const COMMON = {
  model: z.exactOptional(z.string()),
  messages: z.array(message).min(1, { error: "is empty; pass at least one message" }),
  signal: z.exactOptional(z.instanceof(AbortSignal, { error: "must be an AbortSignal" })),
  deadlines: z.exactOptional(deadlines),
  proxy: z.exactOptional(proxy),
  cookies: z.exactOptional(z.record(z.string(), z.string())),
  tools: z.exactOptional(z.array(tool)),
  toolChoice: z.exactOptional(toolChoice),
  schema: z.exactOptional(jsonSchema),
  conversation: z.exactOptional(z.unknown()),
  raw: z.exactOptional(z.boolean()),
  temperature: z.exactOptional(z.number()),
  topP: z.exactOptional(z.number()),
  topK: z.exactOptional(z.number()),
  maxTokens: z.exactOptional(z.int().positive()),
  stop: z.exactOptional(z.union([z.string(), z.array(z.string())])),
  seed: z.exactOptional(z.int()),
  presencePenalty: z.exactOptional(z.number()),
  frequencyPenalty: z.exactOptional(z.number()),
  reasoningEffort: z.exactOptional(z.string()),
} satisfies Record<keyof CommonRequest, z.ZodType>;

/** Names of the common fields. */
export const COMMON_FIELDS: ReadonlySet<string> = new Set(Object.keys(COMMON));

type RequestSchema = z.ZodObject<Record<string, z.ZodType>>;

const compiled = new WeakMap<object, RequestSchema>();

/**
 * The schema of a request with a provider's own options beside the common fields; an own option of
 * the same name replaces the common one. Unknown fields pass: the caller of this drops them. Made
 * once for each manifest's options.
 */
export function requestSchema(options: Readonly<Record<string, OptionSchema>>): RequestSchema {
  const known = compiled.get(options);
  if (known !== undefined) return known;
  const own = Object.entries(options).map(([key, option]) => [key, toZod(option).optional()]);
  const shape = { ...COMMON, ...(Object.fromEntries(own) as Record<string, z.ZodType>) };
  const schema: RequestSchema = z.object(shape);
  compiled.set(options, schema);
  return schema;
}

/**
 * Whether a request whose fields are all known fits, without a word on why not. The schema itself tries
 * every field that is absent, which costs more than those that are there.
 */
export function fits({ shape }: RequestSchema, known: object): boolean {
  const fields = known as Readonly<Record<string, unknown>>;
  return (
    "messages" in known &&
    Object.keys(fields).every((key) => {
      const value = fields[key];
      if (shape[key] === COMMON.messages && isPlainHistory(value)) return true;
      return shape[key]?.safeParse(value).success;
    })
  );
}

function unlessKnown(field: string, known: readonly string[]): z.core.$ZodErrorMap {
  return (issue) => {
    const value: unknown = Reflect.get(Object(issue.input), field);
    const said = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : "missing";
    return typeof issue.input === "object" && issue.input !== null
      ? `is ${said}; it must be ${known.join(", ")}`
      : "must be an object";
  };
}

function toZod(option: OptionSchema): z.ZodType {
  if (option.anyOf !== undefined) return z.union(option.anyOf.map(toZod));
  if (option.type === "function") {
    return z.custom((value) => typeof value === "function", { error: "must be a function" });
  }
  return z.fromJSONSchema(option as z.core.JSONSchema.JSONSchema);
}
