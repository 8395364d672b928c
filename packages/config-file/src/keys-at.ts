import type { z } from "zod";

import type { Path } from "./source.ts";

/** The keys that a schema knows at a path; none where there is no map. */
export function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "optional" || def.type === "default") return keysAt(def.innerType, path);
  if (def.type === "union") return def.options.flatMap((option) => keysAt(option, path));
  const [key, ...rest] = path;
  if (key === undefined) return def.type === "object" ? Object.keys(def.shape) : [];
  if (def.type === "record") return keysAt(def.valueType, rest);
  if (def.type === "array") return keysAt(def.element, rest);
  const inner = def.type === "object" ? def.shape[String(key)] : undefined;
  return inner === undefined ? [] : keysAt(inner, rest);
}
