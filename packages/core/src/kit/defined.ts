import { setOwn } from "../set-own.ts";

/** `T` whose fields that may be undefined may be absent instead. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the fields that are undefined. */
export function defined<T extends object>(fields: T): Defined<T> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) {
    const value = fields[key as keyof T];
    if (value !== undefined) setOwn(copy, key, value);
  }
  return copy as Defined<T>;
}
