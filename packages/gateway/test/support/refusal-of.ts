import { Refusal } from "../../src/refusal.ts";

/** What a request is refused with. @throws Error where it is not, or with anything else. */
export function refusalOf(read: () => unknown): Refusal {
  let request: unknown;
  try {
    request = read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`not refused: ${JSON.stringify(request)}`);
}
