import { ProviderError } from "@g4f/core";

/** Why there is no key, in words that hold no secret: code `auth`, nothing was sent. */
export function failure(message: string): ProviderError {
  return new ProviderError("auth", message);
}

/** Why the system refused: its code alone, as its words may hold what was read. */
export function codeOf(error: unknown): string {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === "string" ? code : "for an unknown reason";
}
