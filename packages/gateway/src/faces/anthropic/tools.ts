import type { JsonSchema, Tool, ToolChoice } from "@g4f/core";
import { defined } from "@g4f/core/kit";

import type { Field } from "../field.ts";
import type { Notice } from "../own.ts";

/** What a request asks of tools. */
export interface ToolsAsked {
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  /** Whether several may be called at once; an option of those providers that have it. */
  readonly parallelToolCalls?: false;
}

/** The tools of a request, and which of them may be called. */
export function toolsOf(body: Field, notice: Notice): ToolsAsked {
  const given = body.at("tools");
  const tools = given.maybe((field) => field.list().flatMap((tool) => toolOf(tool, notice))) ?? [];
  const names = new Set(tools.map(({ name }) => name));
  if (names.size < tools.length) given.refuse("Tool names must be unique");
  const known = given.absent || given.list().length === tools.length ? names : undefined;
  return defined({
    tools: tools.length === 0 ? undefined : tools,
    ...body.at("tool_choice").maybe((choice) => choiceOf(choice, known, notice)),
  });
}

function toolOf(tool: Field, notice: Notice): Tool[] {
  tool.object();
  const type = tool.at("type").maybe((field) => field.text()) ?? "custom";
  if (type !== "custom") {
    notice(tool, `the tool '${type.slice(0, 64)}'`);
    return [];
  }
  const name = tool.at("name");
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name.text())) {
    name.refuse("String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
  }
  const description = tool.at("description").maybe((field) => field.text());
  return [
    defined({ name: name.text(), description, parameters: schemaOf(tool.at("input_schema")) }),
  ];
}

/** A schema of an object. */
export function schemaOf(field: Field): JsonSchema {
  const schema = field.object();
  field.at("type").oneOf(["object"]);
  return schema;
}

/** `names`: of all tools; undefined where there are some that have none. */
function choiceOf(
  choice: Field,
  names: ReadonlySet<string> | undefined,
  notice: Notice,
): ToolsAsked {
  choice.object();
  const single = choice.at("disable_parallel_tool_use").maybe((field) => field.flag()) === true;
  const parallel = single ? { parallelToolCalls: false as const } : {};
  const type = choice.at("type");
  switch (type.text()) {
    case "auto":
      return parallel;
    case "none":
      return { toolChoice: "none" };
    case "any":
      if (names?.size === 0) choice.refuse("there is no tool in `tools` to call");
      return { toolChoice: "required", ...parallel };
    case "tool": {
      const name = choice.at("name");
      if (names?.has(name.text()) === false)
        name.refuse("there is no tool of this name in `tools`");
      return { toolChoice: { name: name.text() }, ...parallel };
    }
    default:
      notice(choice, `the choice '${type.text().slice(0, 64)}'`);
      return {};
  }
}
