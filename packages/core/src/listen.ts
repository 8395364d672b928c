/** For servers that stand on core: whom of those who reach them they may answer. */
export { foreign, type Asking, type Foreign, type ForeignRules } from "./listen/foreign.ts";
export { inUrl, isLoopback, LOOPBACK } from "./listen/loopback.ts";
export { portOf } from "./listen/port-of.ts";
