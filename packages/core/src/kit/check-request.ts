import { ProviderError } from "../errors.ts";
import type { JsonSchema, Tool, ToolChoice } from "../request.ts";

/** What a wire can carry of tools and schemas. */
export interface ToolRules {
  readonly provider: string;
  /** What a name must match. */
  readonly name: RegExp;
}

/** The fields of a request that {@link checkTools} looks at. */
export interface ToolFields {
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  readonly schema?: JsonSchema;
}

/**
 * Refuses tools that no wire or not this one can carry, before anything is sent.
 * @throws ProviderError `invalid_request` that says what to change.
 */
export function checkTools(request: ToolFields, { provider, name }: ToolRules): void {
  const refuse = (what: string): never => {
    throw new ProviderError("invalid_request", what, { provider });
  };
  const names = new Set<string>();
  for (const tool of request.tools ?? []) {
    const shown = JSON.stringify(tool.name.slice(0, 80));
    if (!name.test(tool.name)) refuse(`the tool name ${shown} must match ${name.source}`);
    if (names.has(tool.name)) refuse(`two tools are called ${shown}; names must differ`);
    names.add(tool.name);
    if (!isObjectSchema(tool.parameters)) {
      refuse(`the parameters of the tool ${shown} must be a schema of type object`);
    }
  }
  const { toolChoice, schema } = request;
  if (toolChoice === "required" && names.size === 0) refuse("toolChoice required needs tools");
  if (typeof toolChoice === "object" && !names.has(toolChoice.name)) {
    refuse(`toolChoice names ${JSON.stringify(toolChoice.name.slice(0, 80))}, which is no tool`);
  }
  if (schema !== undefined) checkSchema(schema, provider);
}

/** @throws ProviderError `invalid_request` where an answer of this schema would be no object. */
export function checkSchema(schema: JsonSchema, provider: string): void {
  if (isObjectSchema(schema)) return;
  const message = "schema must be a JSON Schema of type object";
  throw new ProviderError("invalid_request", message, { provider });
}

/** Whether nothing but an object is of this schema. */
export function isObjectSchema(schema: JsonSchema): boolean {
  return schema["type"] === "object" || (schema["type"] === undefined && hasProperties(schema));
}

/** A schema that does not say what it is of, but has what only objects have; or nothing at all. */
function hasProperties(schema: JsonSchema): boolean {
  return Object.hasOwn(schema, "properties") || Object.keys(schema).length === 0;
}
