import type { Part } from "./chunk.ts";
import { CONTENT, NO_PROGRESS } from "./part-kinds.ts";
import { Recorder } from "./record.ts";

/** What has been heard of an answer so far, and what that means for its clocks and its errors. */
export class Heard {
  readonly record: Recorder = new Recorder();
  /** Grows with each chunk that counts as progress. */
  progress = 0;
  /** Whether upstream has said that the call waits in its queue. */
  queued = false;
  /** Whether content came: nothing may be sent again. */
  committed = false;

  text(text: string): void {
    this.record.hear(text);
    this.committed = true;
    this.progress++;
  }

  /** @throws ProviderError `protocol` where it is no part. */
  part(part: Part): void {
    this.record.add(part);
    if (CONTENT.has(part.type)) this.committed = true;
    if (!NO_PROGRESS.has(part.type)) this.progress++;
    if (part.type === "queue") this.queued = true;
  }

  /** A policy makes another attempt: nothing of the last one is left but its warnings. */
  restart(): void {
    this.record.restart();
    this.progress = 0;
    this.queued = false;
  }
}
