type NoneKey<T> = {
  [K in keyof T]-?: null extends T[K] ? K : undefined extends T[K] ? K : never;
}[keyof T];

/** `T` where fields that may be null or undefined are absent instead. */
export type WithoutNone<T> = {
  [K in Exclude<keyof T, NoneKey<T>>]: T[K];
} & { [K in NoneKey<T>]?: NonNullable<T[K]> };

/** A copy of `values` without the fields that are null or undefined; 0, "", false and [] stay. */
export function filterNone<T extends object>(values: T): WithoutNone<T>;
export function filterNone(values: object): object {
  const kept = Object.entries(values).filter(([, value]) => (value ?? null) !== null);
  // `fromEntries` defines properties, so that a field named `__proto__` stays a field.
  return Object.fromEntries(kept);
}
