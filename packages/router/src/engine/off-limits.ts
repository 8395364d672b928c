import type { CleanupContext } from "@g4f/core";

const refuse = (): Promise<never> =>
  Promise.reject(new TypeError("nothing of this call is left to be reached"));

/** What a clean-up gets where the call has no session of ours. */
export const NO_HTTP: CleanupContext["http"] = {
  get: refuse,
  post: refuse,
  put: refuse,
  delete: refuse,
};
