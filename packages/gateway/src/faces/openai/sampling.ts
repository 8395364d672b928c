import * as z from "zod";

/** A field that may be absent or null. */
const number = (low: number, high: number): z.ZodType<number | undefined> =>
  z
    .number()
    .min(low)
    .max(high)
    .nullish()
    .transform((value) => value ?? undefined);

/** At most this many tokens; absent: the model's own limit. */
export const TOKENS: z.ZodType<number | undefined> = z
  .int()
  .min(1)
  .nullish()
  .transform((value) => value ?? undefined);

/** The fields that both APIs have for how tokens are drawn. */
export const TEMPERATURE: z.ZodType<number | undefined> = number(0, 2);
export const TOP_P: z.ZodType<number | undefined> = number(0, 1);
export const PENALTY: z.ZodType<number | undefined> = number(-2, 2);
export const TOP_LOGPROBS: z.ZodType<number | undefined> = z
  .int()
  .min(0)
  .max(20)
  .nullish()
  .transform((value) => value ?? undefined);

/** Absent, null or a boolean. */
export const FLAG: z.ZodType<boolean | undefined> = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);

/** Absent, null or a text. */
export const WORD: z.ZodType<string | undefined> = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
