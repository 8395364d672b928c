const POLICY: unique symbol = Symbol.for("g4f.policy") as never;

/** Marks `provider` as a policy over others; {@link isPolicy} tells it in any copy of this package. */
export function markPolicy(provider: object): void {
  Object.defineProperty(provider, POLICY, { value: true });
}

/** Whether `value` is a policy: one within another would retry what was retried. */
export function isPolicy(value: unknown): boolean {
  return typeof value === "object" && value !== null && POLICY in value;
}
