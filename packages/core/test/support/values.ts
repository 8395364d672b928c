import { ProviderError } from "../../src/errors.ts";

/** Passes on what the compiler rules out. */
export function wrong(value: unknown): never {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the point of it
  return value as never;
}

/** `value` as an instance of `expected`. */
export function instanceOf<T>(expected: abstract new (...args: never) => T, value: unknown): T {
  if (value instanceof expected) return value;
  throw new Error(`no ${expected.name}: ${String(value)}`);
}

/** The `ProviderError` that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<ProviderError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (ProviderError.is(thrown)) return thrown;
  throw new Error(`no ProviderError: ${String(thrown)}`);
}
