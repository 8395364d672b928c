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
export { anthropicMessages } from "./dialects/anthropic-messages.ts";
export { defineDialect, type DialectDefinition } from "./dialects/define-dialect.ts";
export { DIALECTS } from "./dialects/dialects.ts";
export { gemini } from "./dialects/gemini.ts";
export { ollama } from "./dialects/ollama.ts";
export { openaiChat } from "./dialects/openai-chat.ts";
export { openaiResponses } from "./dialects/openai-responses.ts";
export { openassistantInference } from "./dialects/openassistant-inference.ts";
export { openassistantWebsite } from "./dialects/openassistant-website.ts";
export { plainText } from "./dialects/plain-text.ts";
export { sseText } from "./dialects/sse-text.ts";
export type { FailureFacts } from "./failure.ts";
export { gate, type ClosedGate } from "./gate.ts";
export { earnedLevels } from "./level.ts";
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
export { simulate, type SimulateOptions } from "./simulator/simulate.ts";
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
