import { ProviderError } from "../errors.ts";
import type { ProviderManifest } from "../manifest.ts";
import type { ProviderSettings } from "../request.ts";

/** How keys of services begin, and the variable in which people keep them; longer beginnings first. */
const BEGINNINGS: readonly (readonly [beginning: string, variable: string])[] = [
  ["sk-ant-", "ANTHROPIC_API_KEY"],
  ["sk-or-", "OPENROUTER_API_KEY"],
  ["sk-proj-", "OPENAI_API_KEY"],
  ["gsk_", "GROQ_API_KEY"],
  ["xai-", "XAI_API_KEY"],
  ["pplx-", "PERPLEXITY_API_KEY"],
  ["nvapi-", "NVIDIA_API_KEY"],
  ["csk-", "CEREBRAS_API_KEY"],
  ["AIza", "GEMINI_API_KEY"],
  ["hf_", "HF_TOKEN"],
  ["github_pat_", "GITHUB_TOKEN"],
  ["ghp_", "GITHUB_TOKEN"],
];

/**
 * Keeps a key from being sent to a service that it does not belong to. On a base URL of the caller's
 * own any key goes.
 * @throws ProviderError `auth` that names the variable and never shows the key.
 */
export function checkKeyOwner(manifest: ProviderManifest, settings: ProviderSettings): void {
  const { apiKey, baseUrl } = settings;
  const { name, keyVariable } = manifest;
  if (apiKey === undefined || baseUrl !== undefined || keyVariable === undefined) return;
  const owner = BEGINNINGS.find(([beginning]) => apiKey.startsWith(beginning))?.[1];
  if (owner === undefined || owner === keyVariable) return;
  throw new ProviderError(
    "auth",
    `${name} was given a key that looks like ${owner}; pass ${keyVariable} as apiKey`,
    { provider: name },
  );
}
