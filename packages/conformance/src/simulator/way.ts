import type { Upstream } from "../upstream.ts";

/** The way to a desk: what reaches it, and the end of it. */
export interface Way extends Pick<Upstream, "baseUrl" | "settings"> {
  readonly close: () => Promise<void>;
}
