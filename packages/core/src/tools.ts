/** Tools that a model may call, and the loop that calls them. */
export {
  defineTool,
  functionTools,
  type AnyFunctionTool,
  type FunctionTool,
} from "./tools/define-tool.ts";
export {
  runTools,
  type RunRequest,
  type RunToolsOptions,
  type ToolRun,
  type ToolRunner,
} from "./tools/run-tools.ts";
export { emulateTools, type EmulatedTools, type ToolLess } from "./tools/emulate-tools.ts";
export type { ToolAnswer, ToolCallContext, ToolSource } from "./tools/tool-source.ts";
export type { SchemaInput, ZodLike } from "./schema-input.ts";
