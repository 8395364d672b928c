/**
 * What a policy over providers is made of: the call engine, the plans of its members, and the rules
 * they share. For packages that build on core; a provider needs none of it.
 */
export { CallEnd } from "./call-end.ts";
export type { CallPlan, Step } from "./call-plan.ts";
export { needsOf, resolveModel, supportsOf } from "./capability.ts";
export { Cleanups } from "./cleanups.ts";
export { isPersonal, markPersonal } from "./cookies/sources/personal.ts";
export { errorFromFacts, type ErrorFacts } from "./error-body.ts";
export { errorWith } from "./error-with.ts";
export { mapError, type FailureFacts } from "./map-error.ts";
export { checkName } from "./name.ts";
export { suggest } from "./nearest.ts";
export { Secrets } from "./http/redact.ts";
export type { Hook, OpenCall, RouteHooks } from "./open-call.ts";
export { CONTENT } from "./part-kinds.ts";
export { isPolicy, markPolicy } from "./policy.ts";
export { planOf } from "./provider.ts";
export { checkChunk, isEmpty, Recorder } from "./record.ts";
export {
  isProvider,
  type AnswerStream,
  type AnyProvider,
  type AnyRequest,
  type Provider,
} from "./registry/provider-like.ts";
export { limitsOf, type Limits } from "./watch.ts";
