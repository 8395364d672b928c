import type * as z from "zod";

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, as one line for a person; undefined where nothing is. */
export function problemsOf(schema: z.ZodType, value: unknown): string | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return undefined;
  return parsed.error.issues
    .slice(0, 3)
    .map((issue) => describe(issue, []))
    .join("; ");
}

function describe(issue: Issue, above: readonly PropertyKey[]): string {
  const path = [...above, ...issue.path];
  const inner = deepest(issue);
  return inner === undefined ? `${place(path)} ${words(issue)}` : describe(inner, path);
}

/** Of a union, the branch that came furthest: what it complains of is what was meant. */
function deepest(issue: Issue): Issue | undefined {
  if (issue.code !== "invalid_union") return undefined;
  return issue.errors
    .flat()
    .filter(({ path }) => path.length > 0)
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

function place(path: readonly PropertyKey[]): string {
  const steps = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return steps.join("").replace(/^\./, "") || "the request";
}

/** What each kind of issue says; what is not here says it itself. */
const WORDS: { readonly [Code in Issue["code"]]?: (issue: Issue & { code: Code }) => string } = {
  invalid_type: ({ expected, message }) =>
    message.includes("received undefined") ? "is missing" : `must be ${kind(expected)}`,
  invalid_union: ({ errors, message }) =>
    errors.length === 0 ? message : `must be ${kindsOf(errors)}`,
  invalid_value: ({ values }) => `must be ${values.map(String).join(" or ")}`,
  too_small: ({ origin, inclusive, minimum, message }) =>
    origin === "array" || origin === "string"
      ? message
      : `must be ${inclusive === false ? "above" : "at least"} ${minimum}`,
  too_big: ({ maximum }) => `must be at most ${maximum}`,
  unrecognized_keys: ({ keys }) => `has unknown fields: ${keys.slice(0, 5).join(", ")}`,
  invalid_format: ({ format }) => `is no ${format}`,
  custom: ({ message }) => (message === "Invalid input" ? "has a wrong value" : message),
};

function words(issue: Issue): string {
  // The table's key is the code of the issue that its function takes.
  const say = WORDS[issue.code] as ((issue: Issue) => string) | undefined;
  return say?.(issue) ?? issue.message;
}

/** The types that the branches of a union want. */
function kindsOf(branches: readonly (readonly Issue[])[]): string {
  const kinds = branches.flatMap(([first]) => (first === undefined ? [] : [branchKind(first)]));
  return [...new Set(kinds)].join(" or ");
}

function branchKind(issue: Issue): string {
  if (issue.code === "invalid_type") return kind(issue.expected);
  return words(issue).replace(/^must be /, "");
}

function kind(type: string): string {
  if (type === "int") return "a whole number";
  return /^[aeio]/i.test(type) ? `an ${type}` : `a ${type}`;
}
