/** Whether `value` holds something that must be let go of. */
export function isClosable(value: unknown): boolean {
  return closerOf(value) !== undefined;
}

/**
 * Closes each value that can be closed, all of them whatever fails.
 * @throws AggregateError of what failed.
 */
export async function closeAll(values: Iterable<unknown>): Promise<void> {
  const closers = [...values].flatMap((value) => closerOf(value) ?? []);
  const outcomes = await Promise.allSettled(closers.map(async (close) => await close()));
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason as unknown] : [],
  );
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} of ${closers.length} did not close`);
  }
}

/** `asyncDispose` before `close` before `dispose`: the first that there is. */
function closerOf(value: unknown): (() => unknown) | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const key of [Symbol.asyncDispose, "close", Symbol.dispose]) {
    const close: unknown = Reflect.get(value, key);
    if (typeof close === "function") return () => Reflect.apply(close, value, []) as unknown;
  }
  return undefined;
}
