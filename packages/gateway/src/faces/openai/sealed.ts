const SEAL = "g4f.";

/**
 * Data that a provider wants back with the history, such as a signature, as a text that clients carry
 * without knowing it; undefined where there is none. Sealed, not signed: it is as good as what a
 * client may write itself.
 */
export function seal(state: unknown): string | undefined {
  if (state === undefined) return undefined;
  return SEAL + Buffer.from(JSON.stringify(state)).toString("base64url");
}

/** Whether a text is data that was sealed here. */
export function isSealed(text: unknown): text is string {
  return typeof text === "string" && text.startsWith(SEAL);
}

/** What was sealed; undefined where it is no such text, or a broken one. */
export function unseal(text: unknown): unknown {
  if (!isSealed(text)) return undefined;
  try {
    const state: unknown = JSON.parse(Buffer.from(text.slice(SEAL.length), "base64url").toString());
    return state ?? undefined;
  } catch {
    return undefined;
  }
}

/** The field beside a call that carries such data, as Google gave one to this API; none without. */
export function sealExtra(state: unknown): { readonly extra_content?: object } {
  const sealed = seal(state);
  return sealed === undefined ? {} : { extra_content: { g4f: sealed } };
}

/** What such a field carries. */
export function unsealExtra(extra: unknown): unknown {
  return unseal(Reflect.get(Object(extra), "g4f"));
}
