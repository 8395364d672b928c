import type { JsonSchema, Tool, ToolChoice } from "@g4f/core";
import { isObjectSchema } from "@g4f/core/kit";
import * as z from "zod";

import { Refusal } from "../../refusal.ts";
import { foreign, isForeign, type Foreign } from "./foreign.ts";

const TOOL_NAME = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, {
  error: "expected 1 to 64 letters, digits, underscores and dashes",
});

const NO_PARAMETERS: JsonSchema = { type: "object", properties: {} };

/** The schema of an answer, or of what a function takes. */
export const OBJECT_SCHEMA: z.ZodType<JsonSchema> = z
  .record(z.string(), z.unknown())
  .refine(isObjectSchema, { error: "expected a JSON Schema of type object" });

/** A function as both APIs describe it: one beside its type, the other within. */
export const FUNCTION: z.ZodType<Tool> = z
  .object({
    name: TOOL_NAME,
    description: z.string().nullish(),
    parameters: OBJECT_SCHEMA.nullish(),
  })
  .transform(({ name, description, parameters }): Tool => {
    const told = typeof description === "string" ? { description } : {};
    return { name, parameters: parameters ?? NO_PARAMETERS, ...told };
  });

/** Which tools may be called: these of them, or all. */
export interface Choice {
  readonly mode: "auto" | "none" | "required";
  readonly names?: readonly string[];
}

/** A choice in a word. */
export const MODE: z.ZodType<Choice> = z
  .enum(["none", "auto", "required"])
  .transform((mode): Choice => ({ mode }));

/** What a request asks of tools, and the first of it that other wires do not know. */
export interface ToolsAsked {
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  readonly sameWireOnly?: Refusal;
}

/** @throws Refusal where the choice names what is no tool. */
export function toolsAsked(
  given: readonly (Tool | Foreign)[],
  choice: Choice | Foreign | null | undefined,
): ToolsAsked {
  const tools = given.filter((tool): tool is Tool => !isForeign(tool));
  const functions = tools.length === 0 ? {} : { tools };
  for (const [at, tool] of given.entries()) {
    if (isForeign(tool)) return { ...functions, sameWireOnly: foreign(`tools[${at}]`, tool) };
  }
  if (isForeign(choice)) return { ...functions, sameWireOnly: foreign("tool_choice", choice) };
  return { ...functions, ...chosen(tools, choice ?? { mode: "auto" }) };
}

function chosen(all: readonly Tool[], { mode, names }: Choice): ToolsAsked {
  checkNames(all);
  const unknown = names?.find((name) => all.every((tool) => tool.name !== name));
  if (unknown !== undefined || (all.length === 0 && mode === "required")) {
    const why = unknown === undefined ? "there are no" : `'${unknown.slice(0, 64)}' is none of the`;
    throw new Refusal(`Invalid 'tool_choice': ${why} functions in 'tools'.`, {
      parameter: "tool_choice",
      problem: "value",
    });
  }
  if (all.length === 0) return {};
  const [only, ...others] = names ?? [];
  if (only === undefined) return mode === "auto" ? {} : { toolChoice: mode };
  if (mode === "required" && others.length === 0) return { toolChoice: { name: only } };
  const tools = all.filter(({ name }) => names?.includes(name));
  return { tools, toolChoice: mode };
}

function checkNames(tools: readonly Tool[]): void {
  const names = tools.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw new Refusal(`Invalid 'tools': two functions are called '${twice}'.`, {
    parameter: "tools",
    problem: "value",
  });
}
