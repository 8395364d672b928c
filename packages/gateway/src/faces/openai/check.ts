import * as z from "zod";

import { Refusal, type Problem } from "../../refusal.ts";
import type { RequestObject } from "../request-object.ts";
import { complaintOf } from "./complaint.ts";

type Issue = z.core.$ZodIssue;

/**
 * Gives the body as its schema makes it. The schema has no rules but those of its fields.
 * @throws Refusal in OpenAI's words that names the first wrong parameter: `messages[0].content`.
 */
export function checkOf<Shape extends z.core.$ZodShape>(
  schema: z.ZodObject<Shape>,
): (body: RequestObject) => z.output<z.ZodObject<Shape>> {
  const fields = new Map(Object.entries<z.core.$ZodType>(schema.shape));
  // Those of which something is made, or said, where they are absent.
  const needed = [...fields].flatMap(([name, field]) => {
    const absent = z.safeParse(field, undefined);
    return absent.success && absent.data === undefined ? [] : [name];
  });
  // The schema itself tries every field that is absent, which costs more than those that are there.
  const present = (body: RequestObject): object | undefined => {
    if (!needed.every((name) => Object.hasOwn(body, name))) return undefined;
    const made: Record<string, unknown> = {};
    for (const name of Object.keys(body)) {
      const field = fields.get(name);
      if (field === undefined) continue;
      const parsed = z.safeParse(field, body[name]);
      if (!parsed.success) return undefined;
      made[name] = parsed.data;
    }
    return made;
  };
  return (body) => {
    const made = present(body);
    // It has each field as its own schema makes it.
    return made === undefined ? whole(schema, body) : (made as z.output<z.ZodObject<Shape>>);
  };
}

/** The same by the whole schema, which finds the first wrong field in its own order. */
function whole<T>(schema: z.ZodType<T>, body: RequestObject): T {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue === undefined ? new Refusal("the body is wrong") : refusalOf(issue, []);
}

/** What a schema says of a value that it knows but that is not served here. */
export function unsupported(message: string): {
  readonly message: string;
  readonly params: { readonly problem: Problem };
} {
  return { message, params: { problem: "unsupported" } };
}

/** The type of what is known to hosts of this API alone: any that has no meaning here. */
export function otherType(known: ReadonlySet<unknown>): z.ZodType<string> {
  return z.string().refine((type) => !known.has(type), { params: OTHER });
}

const OTHER = { other: true };

function refusalOf(issue: Issue, above: readonly PropertyKey[]): Refusal {
  const path = [...above, ...issue.path];
  const inner = meant(issue);
  if (inner !== undefined) return refusalOf(inner, path);
  const parameter = nameOf(path);
  const { problem, message } = complaintOf(issue, parameter);
  return new Refusal(message, { problem, ...(parameter === "" ? {} : { parameter }) });
}

/** Of a union, what the branch complains of that was meant: the only one, or the one that came furthest. */
function meant(issue: Issue): Issue | undefined {
  if (issue.code !== "invalid_union") return undefined;
  const branches = issue.errors.filter((branch) => !branch.some(isOther));
  if (branches.length === 1) return branches[0]?.[0];
  return branches
    .flat()
    .filter(({ path }) => path.length > 0)
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

function isOther(issue: Issue): boolean {
  return issue.code === "custom" && issue.params?.["other"] === true;
}

/** A path as OpenAI writes it. */
function nameOf(path: readonly PropertyKey[]): string {
  const steps = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return steps.join("").replace(/^\./, "");
}
