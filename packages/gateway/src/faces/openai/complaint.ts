import type * as z from "zod";

import type { Problem } from "../../refusal.ts";

type Issue = z.core.$ZodIssue;

/** What is wrong with a parameter. */
export interface Complaint {
  readonly problem: Problem;
  readonly message: string;
}

/** What an issue means for the parameter, in OpenAI's words. */
export function complaintOf(issue: Issue, parameter: string): Complaint {
  // The table's key is the code of the issue that its function takes.
  const judge = JUDGES[issue.code] as ((issue: Issue, parameter: string) => Complaint) | undefined;
  return judge?.(issue, parameter) ?? invalid(parameter, issue.message);
}

const JUDGES: {
  readonly [Code in Issue["code"]]?: (
    issue: Issue & { code: Code },
    parameter: string,
  ) => Complaint;
} = {
  invalid_type: ({ input, expected }, parameter) => wrongType(input, parameter, [expected]),
  invalid_union: (issue, parameter) =>
    issue.errors.length === 0 ? noMatch(issue, parameter) : ofNone(issue, parameter),
  invalid_value: ({ input, values }, parameter) => notOneOf(input, values, parameter),
  too_small: (issue, parameter) => outside(issue, "minimum", issue.minimum, parameter),
  too_big: (issue, parameter) => outside(issue, "maximum", issue.maximum, parameter),
  custom: ({ params, message }, parameter) => ({
    ...invalid(parameter, message),
    ...(params?.["problem"] === "unsupported" ? { problem: "unsupported" } : {}),
  }),
};

function invalid(parameter: string, message: string): Complaint {
  return { problem: "value", message: `Invalid '${parameter}': ${message}.` };
}

function missing(parameter: string): Complaint {
  return { problem: "missing", message: `Missing required parameter: '${parameter}'.` };
}

function notOneOf(value: unknown, known: readonly unknown[], parameter: string): Complaint {
  if (value === undefined) return missing(parameter);
  return { problem: "value", message: `Invalid value: ${show(value)}. ${supported(known)}` };
}

/** A union whose branches a field tells apart. */
function noMatch(issue: z.core.$ZodIssueInvalidUnion, parameter: string): Complaint {
  const value: unknown = Reflect.get(Object(issue.input), issue.discriminator ?? "");
  return notOneOf(value, "options" in issue ? (issue.options ?? []) : [], parameter);
}

/** A union whose branches all want something else. */
function ofNone({ input, errors }: z.core.$ZodIssueInvalidUnion, parameter: string): Complaint {
  const known = errors.flat().find((issue) => issue.code === "invalid_value");
  return known !== undefined && typeof input === "string"
    ? notOneOf(input, known.values, parameter)
    : wrongType(input, parameter, errors.flatMap(wanted));
}

function wrongType(input: unknown, parameter: string, expected: readonly string[]): Complaint {
  if (input === undefined) return missing(parameter);
  const kinds = [...new Set(expected)].map((kind) => KINDS[kind] ?? `a ${kind}`).join(" or ");
  return {
    problem: "type",
    message: `Invalid type for '${parameter}': expected ${kinds}, but got ${kindOf(input)} instead.`,
  };
}

/** The type that a branch of a union wants. */
function wanted([first]: readonly Issue[]): string[] {
  if (first?.code === "invalid_union") return first.errors.flatMap(wanted);
  if (first?.code === "invalid_type") return [first.expected];
  return first?.code === "invalid_value" ? ["string"] : [];
}

function outside(
  { input, origin, inclusive }: Issue & { code: "too_small" | "too_big" },
  side: "minimum" | "maximum",
  bound: number | bigint,
  parameter: string,
): Complaint {
  if (origin === "array" || origin === "string") {
    const length: unknown = Reflect.get(Object(input), "length");
    return invalid(parameter, `expected ${side} length ${bound}, but got length ${show(length)}`);
  }
  const sign = `${side === "minimum" ? ">" : "<"}${inclusive === false ? "" : "="}`;
  return invalid(parameter, `expected a value ${sign} ${bound}, but got ${show(input)}`);
}

const KINDS: Readonly<Record<string, string>> = {
  array: "an array",
  int: "an integer",
  number: "a decimal",
  object: "an object",
  record: "an object",
};

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") return Number.isInteger(value) ? "an integer" : "a decimal";
  return KINDS[typeof value] ?? `a ${typeof value}`;
}

function supported(known: readonly unknown[]): string {
  const quoted = known.map(show);
  return quoted.length === 1
    ? `Supported value is: ${quoted.join("")}.`
    : `Supported values are: ${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1) ?? ""}.`;
}

function show(value: unknown): string {
  if (typeof value === "string") return `'${value.slice(0, 40)}'`;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : kindOf(value);
}
