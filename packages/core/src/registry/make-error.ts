import { ProviderError } from "../errors.ts";
import { Secrets } from "../http/redact.ts";
import { redactCause } from "../map-error.ts";
import type { ProviderSettings } from "../request.ts";

/**
 * Runs code of somebody else that makes `provider`.
 * @throws ProviderError as it is; anything else as `upstream`, not retryable, with a redacted cause.
 */
export async function orMakeError<T>(
  provider: string,
  settings: ProviderSettings,
  make: () => T | Promise<T>,
): Promise<T> {
  try {
    return await make();
  } catch (thrown) {
    throw makeError(provider, thrown, settings);
  }
}

function makeError(
  provider: string,
  thrown: unknown,
  { apiKey, cookies, headers }: ProviderSettings,
): ProviderError {
  if (ProviderError.is(thrown)) return thrown;
  const secrets = new Secrets();
  secrets.add(apiKey, ...Object.values(cookies ?? {}), ...Object.values(headers ?? {}));
  return new ProviderError("upstream", `${provider} could not be made: ${why(thrown)}`, {
    provider,
    retryable: false,
    cause: redactCause(thrown, secrets.redact),
  });
}

/** The words of a loader or factory may hold anything: they stay in the cause. */
function why(thrown: unknown): string {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined;
  return code === "ERR_MODULE_NOT_FOUND"
    ? "a module is missing (see cause); install the package of the provider"
    : "its loader, factory or constructor failed (see cause)";
}
