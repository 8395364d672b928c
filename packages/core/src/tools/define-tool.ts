import type { Content } from "../message.ts";
import { problemsOf } from "../problems.ts";
import type { Tool } from "../request.ts";
import { jsonSchemaOf, schemaOf, type SchemaInput } from "../schema-input.ts";
import type { ToolAnswer, ToolCallContext, ToolSource } from "./tool-source.ts";

/** A function of the program that the model may call. */
export interface FunctionTool<T> {
  readonly name: string;
  readonly description?: string;
  /** Describes and checks the arguments: an object. */
  readonly input: SchemaInput<T>;
  /** Gets checked arguments; what it returns is told to the model: text as it is, the rest as JSON. */
  readonly run: (args: T, context: ToolCallContext) => unknown;
}

/** Any {@link FunctionTool}, whatever its arguments are. */
export interface AnyFunctionTool extends Omit<FunctionTool<never>, "input"> {
  readonly input: SchemaInput<unknown>;
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
  const byName = new Map<string, AnyFunctionTool>();
  for (const tool of tools) {
    const { name } = tool;
    if (byName.has(name)) {
      throw new TypeError(`two tools are called ${JSON.stringify(name)}; names must differ`);
    }
    byName.set(name, tool);
  }
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
    parameters: await jsonSchemaOf(input),
  };
}

function contentOf(value: unknown): Content {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value);
}
