import type * as z from "zod";

import type { Content } from "../message.ts";
import { problemsOf } from "../problems.ts";
import type { JsonSchema, Tool } from "../request.ts";
import type { ToolAnswer, ToolCallContext, ToolSource } from "./tool-source.ts";

/** A zod schema, of whatever copy of zod 4. */
export interface ZodLike<T> {
  readonly _zod: { readonly output: T };
}

/** What the arguments of a tool are described with: zod, which also types them, or a JSON Schema. */
export type ToolInput<T> = ZodLike<T> | JsonSchema;

/** A function of the program that the model may call. */
export interface FunctionTool<T> {
  readonly name: string;
  readonly description?: string;
  /** Describes and checks the arguments: an object. */
  readonly input: ToolInput<T>;
  /** Gets checked arguments; what it returns is told to the model: text as it is, the rest as JSON. */
  readonly run: (args: T, context: ToolCallContext) => unknown;
}

/** Any {@link FunctionTool}, whatever its arguments are. */
export interface AnyFunctionTool extends Omit<FunctionTool<never>, "input"> {
  readonly input: ToolInput<unknown>;
}

/** A tool whose `run` has the type of its zod schema. */
export function defineTool<T>(tool: FunctionTool<T>): FunctionTool<T> {
  return tool;
}

/**
 * Functions as a source of tools.
 * @throws TypeError where two have one name.
 */
export function functionTools(tools: readonly AnyFunctionTool[]): ToolSource {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  if (byName.size < tools.length) throw new TypeError("two tools have the same name");
  return {
    list: async () => await Promise.all(tools.map(described)),
    call: async (name, args, context) => {
      const tool = byName.get(name);
      if (tool === undefined) return failure(`there is no tool ${JSON.stringify(name)}`);
      const schema = await schemaOf(tool.input);
      const parsed = schema.safeParse(args);
      if (!parsed.success) return failure(`wrong arguments: ${problemsOf(schema, args) ?? ""}`);
      return { content: contentOf(await tool.run(parsed.data as never, context)) };
    },
  };
}

function failure(message: string): ToolAnswer {
  return { content: message, isError: true };
}

async function described({ name, description, input }: AnyFunctionTool): Promise<Tool> {
  return {
    name,
    ...(description === undefined ? {} : { description }),
    parameters: isZod(input) ? await jsonSchemaOf(input) : input,
  };
}

async function jsonSchemaOf(input: ZodLike<unknown>): Promise<JsonSchema> {
  const { toJSONSchema } = await import("zod");
  const { $schema: _, ...schema } = toJSONSchema(input as unknown as z.ZodType, {
    io: "input",
  }) as JsonSchema;
  return schema;
}

async function schemaOf(input: ToolInput<unknown>): Promise<z.ZodType> {
  if (isZod(input)) return input as unknown as z.ZodType;
  const { fromJSONSchema } = await import("zod");
  return fromJSONSchema(input);
}

function isZod(input: ToolInput<unknown>): input is ZodLike<unknown> {
  return Object.hasOwn(input, "_zod") || "_zod" in input;
}

function contentOf(value: unknown): Content {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value);
}
