export {
  CaseFailure,
  type Bench,
  type Case,
  type Create,
  type ExpectedError,
  type Level,
  type Outcome,
  type ProviderUnderTest,
  type StreamUnderTest,
} from "./case.ts";
export { conformance, type Conformance, type ConformanceOptions } from "./conformance.ts";
export {
  isReply,
  type Asked,
  type Dialect,
  type WireAbility,
  type WireEvent,
  type WireReply,
  type WireRequest,
} from "./dialect.ts";
export type { FailureFacts } from "./failure.ts";
export { gate, type ClosedGate } from "./gate.ts";
export type { CaseReport, Report } from "./report.ts";
export { formatBadge } from "./reporters/badge.ts";
export { formatCase } from "./reporters/pretty.ts";
export { REPORTERS, type Reporter } from "./reporters/reporters.ts";
export { runConformance, selectCases, type RunOptions } from "./run-suite.ts";
export type { RunSettings } from "./run.ts";
export type {
  Gate,
  Script,
  ScriptError,
  ScriptStep,
  ScriptToolCall,
  ScriptUsage,
} from "./script.ts";
export { showFailure } from "./show-failure.ts";
export type { SubjectOptions } from "./subject.ts";
export { CASES } from "./suite.ts";
export type {
  Answer,
  Delivery,
  Ending,
  SeenCall,
  Slice,
  Upstream,
  UpstreamTransport,
} from "./upstream.ts";
