export { answersOf, type RecordedAnswer } from "./answers.ts";
export { memoryTransport, type MemoryTransport, type Reply } from "./memory-transport.ts";
export { recordings, type Recording } from "./recordings.ts";
export { outcome, type Outcome } from "./outcome.ts";
export { ndjsonFrames, sseFrames, type Frames } from "./frames.ts";
export { expectCuts, type CutReport, type CutRules } from "./cuts.ts";
export { summaryOf, type LongText, type Summary } from "./summary.ts";
