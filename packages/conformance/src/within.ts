import { CaseFailure } from "./case.ts";

/**
 * What `promise` settles with.
 * @throws CaseFailure naming `what` where it does not settle in `ms`.
 */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(
      new CaseFailure({
        message: `${what}: nothing after ${ms} ms`,
        received: `nothing within ${ms} ms`,
        expected: what,
      }),
    );
  }, ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
