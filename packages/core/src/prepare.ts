import { checkCapabilities, resolveModel } from "./capability.ts";
import type { WarningPart } from "./chunk.ts";
import { frozenCopy } from "./copy.ts";
import { ProviderError } from "./errors.ts";
import type { ProxySetting } from "./http/proxy-source.ts";
import type { ProviderManifest } from "./manifest.ts";
import { problemsOf } from "./problems.ts";
import { COMMON_FIELDS, fits, requestSchema } from "./request-schema.ts";
import type { CallRequest, CommonRequest, ProviderRequest, ProviderSettings } from "./request.ts";

/** A request that was checked: what the hook gets, and what the context has at work. */
export interface CheckedRequest<Options extends object> {
  readonly request: ProviderRequest<Options>;
  readonly model: string;
  readonly proxy: ProxySetting | undefined;
  readonly cookies: Readonly<Record<string, string>> | undefined;
  readonly warnings: readonly WarningPart[];
}

/**
 * Checks a request against schema and manifest, and copies it. The caller's objects are not touched.
 * @throws ProviderError `invalid_request`, `model_not_found`, `model_gone` or `not_supported`.
 */
export function checkRequest<Options extends object>(
  manifest: ProviderManifest,
  settings: ProviderSettings,
  given: CallRequest<Options>,
): CheckedRequest<Options> {
  checkWorking(manifest);
  const known: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const key of Object.keys(given)) {
    const value: unknown = given[key as keyof typeof given];
    if (value === undefined) continue;
    if (COMMON_FIELDS.has(key) || Object.hasOwn(manifest.options, key)) known[key] = value;
    else unknown.push(key);
  }
  const schema = requestSchema(manifest.options);
  const problems = fits(schema, known) ? undefined : problemsOf(schema, known);
  if (problems !== undefined) throw invalid(manifest, problems);
  const checked = known as unknown as CommonRequest & Options;
  const model = resolveModel(manifest, checked.model);
  checkCapabilities(manifest, model, checked);
  return {
    request: hookRequest(manifest, checked, model),
    model,
    proxy: checked.proxy ?? settings.proxy,
    cookies: checked.cookies ?? settings.cookies,
    warnings: [...unknownWarning(manifest, unknown), ...deprecation(manifest)],
  };
}

function hookRequest<Options extends object>(
  manifest: ProviderManifest,
  checked: CommonRequest & Options,
  model: string,
): ProviderRequest<Options> {
  const { signal: _, deadlines: __, proxy: ___, cookies: ____, ...rest } = checked;
  try {
    const complete: unknown = { ...defaultsOf(manifest.options), ...rest, model };
    return frozenCopy(complete) as ProviderRequest<Options>;
  } catch (error) {
    throw invalid(manifest, `the request is ${(error as Error).message}`);
  }
}

const defaults = new WeakMap<ProviderManifest["options"], Record<string, unknown>>();

/** What options are where a request leaves them open. */
function defaultsOf(options: ProviderManifest["options"]): Record<string, unknown> {
  const known = defaults.get(options);
  if (known !== undefined) return known;
  const made = Object.fromEntries(
    Object.entries(options).flatMap(([key, option]) =>
      option.default === undefined ? [] : [[key, option.default]],
    ),
  );
  defaults.set(options, made);
  return made;
}

function checkWorking({ name, working, deprecated }: ProviderManifest): void {
  if (working) return;
  const why =
    deprecated === undefined
      ? "is marked as not working"
      : `does not work: ${deprecated.reason} (since ${deprecated.since})`;
  const instead =
    deprecated?.replacement === undefined ? "" : `; use ${deprecated.replacement} instead`;
  throw new ProviderError(
    "model_gone",
    `${name} ${why}${instead}; a server of your own is reached by setting its baseUrl`,
    { provider: name },
  );
}

function unknownWarning(manifest: ProviderManifest, unknown: readonly string[]): WarningPart[] {
  if (unknown.length === 0) return [];
  const names = unknown.slice(0, 8).map((key) => key.slice(0, 40));
  const message = `${manifest.name} does not know ${names.join(", ")}: dropped, not sent`;
  return [{ type: "warning", message }];
}

function deprecation({ name, working, deprecated }: ProviderManifest): WarningPart[] {
  if (!working || deprecated === undefined) return [];
  const instead = deprecated.replacement === undefined ? "" : `; use ${deprecated.replacement}`;
  const message = `${name} is deprecated since ${deprecated.since}: ${deprecated.reason}${instead}`;
  return [{ type: "warning", message }];
}

function invalid(manifest: ProviderManifest, message: string): ProviderError {
  return new ProviderError("invalid_request", message, { provider: manifest.name });
}
