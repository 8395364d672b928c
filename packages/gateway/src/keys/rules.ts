import * as z from "zod";

/** How long a budget lasts before it begins anew, in UTC; `total`: never. */
export const PERIODS = ["day", "month", "total"] as const;

export type Period = (typeof PERIODS)[number];

/** What a key may spend; both where both are given. */
export interface Budget {
  /** In the currency of the price table. */
  readonly amount?: number;
  /** Input and output together. */
  readonly tokens?: number;
  readonly per: Period;
}

/** What a key may do. What is left out is not limited. */
export interface KeyRules {
  /** Ids of the catalog; `*` stands for any characters: `openai:*`. */
  readonly models?: readonly string[];
  /** Within any 60 s. */
  readonly requestsPerMinute?: number;
  /** Input and output together, within any 60 s. */
  readonly tokensPerMinute?: number;
  readonly budget?: Budget;
}

const text = z.string("must be a text").min(1, "must not be empty").max(256, "is too long");
const count = z.int("must be a whole number").positive("must be above 0");

const budget: z.ZodType<Budget> = z
  .strictObject(
    {
      amount: z.exactOptional(z.number("must be a number").positive("must be above 0")),
      tokens: z.exactOptional(count),
      per: z.enum(PERIODS, `must be ${PERIODS.join(", ")}`),
    },
    "must be a map",
  )
  .refine(({ amount, tokens }) => amount !== undefined || tokens !== undefined, {
    message: "limits nothing: give amount or tokens",
  });

/** The fields of rules, for the schemas of what has some. */
export const RULE_FIELDS: {
  readonly [Rule in keyof KeyRules]-?: z.ZodExactOptional<z.ZodType<NonNullable<KeyRules[Rule]>>>;
} = {
  models: z.exactOptional(z.array(text, "must be a list of model ids").min(1, "is empty")),
  requestsPerMinute: z.exactOptional(count),
  tokensPerMinute: z.exactOptional(count),
  budget: z.exactOptional(budget),
};
