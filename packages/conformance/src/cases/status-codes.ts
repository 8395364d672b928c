import type { ErrorCode } from "@g4f/core";

import type { Case } from "../case.ts";
import { expectEqual, expectErrorFields } from "../expect.ts";
import { AGAIN, NOTHING, refused } from "./refused.ts";

/** What a status means by itself. */
const BY_STATUS: readonly (readonly [
  status: number,
  code: ErrorCode,
  row: string,
  /** What a provider may know better of its host. */
  better?: readonly ErrorCode[],
])[] = [
  [400, "invalid_request", "F17"],
  [401, "auth", "F17"],
  [402, "quota", "F18"],
  [403, "permission", "F17", ["auth"]],
  [404, "model_not_found", "F17", ["invalid_request"]],
  [408, "timeout", "F20"],
  [409, "upstream", "F20"],
  [410, "model_gone", "F17"],
  [413, "context_length", "F17"],
  [418, "invalid_request", "F17"],
  [422, "invalid_request", "F17"],
  [425, "upstream", "F20"],
  [429, "rate_limit", "F19"],
  [500, "upstream", "F20"],
  [501, "upstream", "F20"],
  [502, "upstream", "F20"],
  [503, "overloaded", "F20"],
  [504, "timeout", "F20"],
  [524, "timeout", "F20"],
  [529, "overloaded", "F20"],
];

function byStatus([status, code, row, better = []]: (typeof BY_STATUS)[number]): Case {
  const again = AGAIN.has(code) ? "may be sent again" : "is not sent again";
  return {
    id: `status.${status}`,
    level: "core",
    rule: `Status ${status} by itself is ${[code, ...better].map((one) => `\`${one}\``).join(" or ")}, and the same request ${again}; it is sent once.`,
    proves: [row, "R15", "§2.3"],
    run: async (bench) => {
      const { error } = await refused(bench, { status, body: NOTHING });
      expectErrorFields(error, { code: [code, ...better] });
      expectEqual(error.retryable, AGAIN.has(code), `whether status ${status} is retryable`);
      expectEqual(error.partial?.text ?? "", "", "the partial text");
    },
  };
}

/** What the wire's own words mean beside a status that says something else. */
const BY_BODY: readonly (readonly [status: number, code: ErrorCode, why: string])[] = [
  [400, "context_length", "a prompt that is too long"],
  [400, "content_filter", "a filter"],
  [429, "quota", "want of money, which waiting does not cure"],
  [404, "model_gone", "a model that was taken away"],
  [500, "overloaded", "a server with too much to do"],
];

function byBody([status, code, why]: (typeof BY_BODY)[number]): Case {
  return {
    id: `status.body.${code.replaceAll("_", "-")}`,
    level: "core",
    rule: `The body beats the status: ${status} that tells of ${why} is \`${code}\`.`,
    proves: [code === "quota" ? "F18" : "F17", "§2.3", "§6 error corpus"],
    wire: ["error-kinds"],
    run: async (bench) => {
      const { error } = await refused(bench, { status, code, message: words(code) });
      expectEqual(error.code, code, `the code of ${status} with such a body`);
      expectEqual(error.retryable, AGAIN.has(code), "whether it is retryable");
    },
  };
}

/** What services say. */
function words(code: ErrorCode): string {
  return WORDS[code] ?? "no";
}

const WORDS: Partial<Record<ErrorCode, string>> = {
  context_length: "This model's maximum context length is 8192 tokens.",
  content_filter: "The response was filtered due to the content management policy.",
  quota: "You exceeded your current quota, please check your plan and billing details.",
  model_gone: "The model has been decommissioned and is no longer supported.",
  overloaded: "The server is overloaded.",
};

/** What a status means, and what the body beside it. */
export const STATUS_CODES: readonly Case[] = [...BY_STATUS.map(byStatus), ...BY_BODY.map(byBody)];
