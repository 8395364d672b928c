/** What the complete text of an answer means beside the tokens that were handed out already. */
export type Difference =
  /** The tokens said it all, but for white space around it. */
  | { readonly kind: "none" }
  /** The tokens were the beginning: this is the rest. */
  | { readonly kind: "rest"; readonly text: string }
  /** The text is another; what was handed out cannot be taken back. */
  | { readonly kind: "other" };

/**
 * Compares the text that streamed with the one the server holds to be the answer. White space at
 * either end never makes them differ: servers strip it from the text, not from the tokens.
 */
export function difference(streamed: string, content: string): Difference {
  const begun = streamed.trimStart();
  const complete = begun === "" ? content : content.trimStart();
  if (begun.trimEnd() === complete.trimEnd()) return { kind: "none" };
  if (complete.startsWith(begun)) return { kind: "rest", text: complete.slice(begun.length) };
  return { kind: "other" };
}
