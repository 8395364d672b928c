/**
 * Whether `id` is one of `patterns`: itself, or with `*` for any characters. Linear in the length of
 * what is compared, whatever stands in it.
 */
export function matchesAny(patterns: readonly string[], id: string): boolean {
  return patterns.some((pattern) => matches(pattern.split("*"), id));
}

/** The pieces between the stars, each as early as it comes; the last one at the end. */
function matches([first = "", ...rest]: readonly string[], id: string): boolean {
  const last = rest.pop();
  if (last === undefined) return id === first;
  if (!id.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = id.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return id.length - last.length >= at && id.endsWith(last);
}
