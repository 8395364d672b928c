import { onTestFinished } from "vitest";

import { VirtualTime } from "./virtual-time.ts";

/** A time of its own for the rest of the test. */
export function virtualTime(): VirtualTime {
  const { time, restore } = VirtualTime.install();
  onTestFinished(restore);
  return time;
}
