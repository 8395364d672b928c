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

function words(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.includes("received undefined")
        ? "is missing"
        : `must be ${kind(issue.expected)}`;
    case "invalid_union":
      return issue.errors.length === 0 ? issue.message : `must be ${kindsOf(issue.errors)}`;
    case "invalid_value":
      return `must be ${issue.values.map(String).join(" or ")}`;
    case "too_small":
      return issue.origin === "array" || issue.origin === "string"
        ? issue.message
        : `must be ${issue.inclusive === false ? "above" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `must be at most ${issue.maximum}`;
    case "unrecognized_keys":
      return `has unknown fields: ${issue.keys.slice(0, 5).join(", ")}`;
    case "invalid_format":
      return `is no ${issue.format}`;
    case "custom":
      return issue.message === "Invalid input" ? "has a wrong value" : issue.message;
    default:
      return issue.message;
  }
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
