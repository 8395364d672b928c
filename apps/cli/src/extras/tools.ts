import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import type { AnyFunctionTool, ToolSource } from "@g4f/core/tools";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";

const NO_INPUT = { type: "object", properties: {}, additionalProperties: false } as const;

/** A tool as a module exports it; the name of the export is its name unless it says another. */
interface ExportedTool {
  readonly name?: string;
  readonly description?: string;
  /** A zod schema, or a JSON Schema. */
  readonly input?: AnyFunctionTool["input"];
  readonly parameters?: AnyFunctionTool["input"];
  readonly execute: AnyFunctionTool["run"];
}

/**
 * Runs a module and takes the tools that it exports: by name, or all of its default export.
 * @throws CliError `io` where there is no such file, `usage` where it fails or exports no tools.
 */
export async function readTools(path: string): Promise<ToolSource> {
  const file = resolve(path);
  await access(file).catch((error: unknown) => {
    throw new CliError("io", `the tools ${path} could not be read: ${reasonOf(error)}`);
  });
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(pathToFileURL(file).href)) as typeof module;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const [first] = words.split("\n", 1);
    throw new CliError("usage", `the tools ${path} failed: ${first}`, { cause: error });
  }
  const { default: all, ...named } = module;
  const tools = Object.entries({ ...Object(all), ...named }).flatMap(([name, value]) =>
    isTool(value) ? [toolOf(name, value)] : [],
  );
  if (tools.length === 0) {
    const right = "export const weather = { description, parameters, execute }";
    throw new CliError("usage", `${path} exports no tools: write \`${right}\``);
  }
  return await sourceOf(path, tools);
}

async function sourceOf(path: string, tools: readonly AnyFunctionTool[]): Promise<ToolSource> {
  const { functionTools } = await import("@g4f/core/tools");
  try {
    return functionTools(tools);
  } catch (error) {
    throw new CliError("usage", `the tools ${path}: ${(error as Error).message}`);
  }
}

function isTool(value: unknown): value is ExportedTool {
  return typeof Reflect.get(Object(value) as object, "execute") === "function";
}

function toolOf(exported: string, tool: ExportedTool): AnyFunctionTool {
  const { name = exported, description, input, parameters } = tool;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    input: input ?? parameters ?? NO_INPUT,
    // Called on its object: it may be a method.
    run: (args, context) => tool.execute(args, context),
  };
}
