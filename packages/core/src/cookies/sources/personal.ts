const PERSONAL: unique symbol = Symbol.for("g4f.cookies.personal") as never;

/**
 * Marks a source or store as holding the session of the person at this machine; stores made with it are
 * marked, too, and providers that are set up with one. A server that answers others must not take one: {@link isPersonal} tells.
 */
export function markPersonal<Marked extends object>(marked: Marked): Marked {
  return Object.defineProperty(marked, PERSONAL, { value: true });
}

/** Whether the source, store or provider was marked by {@link markPersonal}, in any copy of this package. */
export function isPersonal(value: unknown): boolean {
  return typeof value === "object" && value !== null && PERSONAL in value;
}
