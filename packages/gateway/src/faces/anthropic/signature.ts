/** How a signature begins that holds what another provider wants back. */
const MARK = "g4f.";

/**
 * What a provider wants back with its reasoning, as the signature of a thinking block: clients return
 * it with the history, unread.
 */
export function signatureOf(state: unknown): string {
  return `${MARK}${Buffer.from(JSON.stringify(state)).toString("base64url")}`;
}

/** What such a signature holds; undefined for one of Anthropic's own, and for what is none. */
export function stateOf(signature: string): unknown {
  if (!signature.startsWith(MARK)) return undefined;
  try {
    return JSON.parse(Buffer.from(signature.slice(MARK.length), "base64url").toString()) as unknown;
  } catch {
    return undefined;
  }
}
