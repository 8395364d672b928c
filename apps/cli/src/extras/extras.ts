import type { JsonSchema } from "@g4f/core";
import type { ToolSource } from "@g4f/core/tools";

import type { Files } from "./files.ts";
import type { ExtraOptions } from "./flags.ts";

/** What goes with questions, read and checked. */
export interface Extras {
  readonly files: Files;
  /** The form that answers have to have. */
  readonly schema?: JsonSchema;
  readonly tools?: ToolSource;
}

/** No files. */
export const NO_FILES: Files = { text: "", media: [] };

/**
 * Reads what the flags name; nothing is loaded for what is not asked for.
 * @throws CliError `io` and `usage`.
 */
export async function readExtras({ file, schema, tools }: ExtraOptions): Promise<Extras> {
  return {
    files: file === undefined ? NO_FILES : await (await import("./files.ts")).readFiles(file),
    ...(schema === undefined
      ? {}
      : { schema: await (await import("./schema.ts")).readSchema(schema) }),
    ...(tools === undefined ? {} : { tools: await (await import("./tools.ts")).readTools(tools) }),
  };
}
