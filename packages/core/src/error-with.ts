import { ProviderError, type ProviderErrorOptions } from "./errors.ts";

/** A copy of `error` in which `changes` replaces what it names. */
export function errorWith(
  error: ProviderError,
  changes: ProviderErrorOptions & { readonly message?: string },
): ProviderError {
  const { message = error.message, ...options } = changes;
  const { cause } = error;
  return new ProviderError(error.code, message, { ...ownData(error), cause, ...options });
}

/** What was set on it: an error has no field that it was not given. */
function ownData(error: ProviderError): ProviderErrorOptions {
  return Object.fromEntries(Object.entries(error)) as ProviderErrorOptions;
}
