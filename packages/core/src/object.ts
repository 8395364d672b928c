/** Answers as values that fit a schema. */
export {
  generateObject,
  type GeneratedObject,
  type GenerateObjectOptions,
  type ObjectRequest,
  type ObjectRunner,
} from "./object/generate-object.ts";
export { PartialJson } from "./object/partial-json.ts";
export type { SchemaInput, ZodLike } from "./schema-input.ts";
