import * as z from "zod";

/** A schema of bodies as JSON Schema: what is checked there, without what no JSON Schema can say. */
export function requestSchema(body: z.ZodType): object {
  const schema = z.toJSONSchema(body, { io: "input", unrepresentable: "any", reused: "inline" });
  const { $schema: _, ...rest } = schema;
  return rest;
}
