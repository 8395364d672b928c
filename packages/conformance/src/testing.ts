export type { Dialect } from "./dialect.ts";
export { DIALECTS } from "./dialects/dialects.ts";
export { faultProxy, type FaultProxy, type FaultProxyOptions } from "./fault-proxy/fault-proxy.ts";
export {
  perConnection,
  type Direction,
  type FaultAction,
  type FaultPlan,
} from "./fault-proxy/plan.ts";
export { gate, type ClosedGate } from "./gate.ts";
export type { Script, ScriptStep } from "./script.ts";
export { blackHole, type BlackHole } from "./simulator/black-hole.ts";
export {
  expiredLeaf,
  selfSigned,
  testAuthority,
  validLeaf,
  wrongNameLeaf,
  type Certificate,
} from "./simulator/certificates.ts";
export { proxyServer, type ProxyServer } from "./simulator/proxy-server.ts";
export { simulate, type SimulateOptions } from "./simulator/simulate.ts";
export type { Answer, Delivery, SeenCall, Upstream, UpstreamTransport } from "./upstream.ts";
export { mockProvider, type MockProvider } from "./testing/mock-provider.ts";
export { recordCalls, type RecordedProvider, type RecordOptions } from "./testing/record.ts";
export {
  readRecording,
  type RecordedExchange,
  type RecordedPiece,
  type Recording,
} from "./testing/recording.ts";
export { replayTransport, type ReplayOptions } from "./testing/replay.ts";
