import { lineDialect } from "./dialects.ts";
import type { ScaffoldNames } from "./names.ts";
import { ndjsonProvider, openaiProvider, sseProvider, wirelessProvider } from "./providers.ts";

/** What a new provider speaks. */
export const WIRES = ["openai", "sse", "ndjson", "none"] as const;

/** Name of a wire that a new provider can begin with. */
export type ScaffoldWire = (typeof WIRES)[number];

/** What differs from wire to wire. */
interface WireFiles {
  readonly provider: (names: ScaffoldNames) => string;
  /** A dialect of the package's own. */
  readonly dialect?: (names: ScaffoldNames) => string;
  /** The dialect of the suite that it is judged by; with neither there is no wire. */
  readonly builtIn?: "openaiChat";
}

/** What is written for each wire. */
export const WIRE_FILES: Readonly<Record<ScaffoldWire, WireFiles>> = {
  openai: { provider: openaiProvider, builtIn: "openaiChat" },
  sse: { provider: sseProvider, dialect: (names) => lineDialect(names, "sse") },
  ndjson: { provider: ndjsonProvider, dialect: (names) => lineDialect(names, "ndjson") },
  none: { provider: wirelessProvider },
};
