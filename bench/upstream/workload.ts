/** How the events of a stream are packed. */
export const PACKINGS = ["event", "joined", "block", "cut"] as const;
export type Packing = (typeof PACKINGS)[number];

/** What each packing is, for tables. */
export const PACKING_TITLES: Readonly<Record<Packing, string>> = {
  event: "one HTTP chunk and one write per event",
  joined: "one HTTP chunk per event, writes of 64 KiB",
  block: "HTTP chunks of 16 KiB",
  cut: "HTTP chunks cut at arbitrary bytes",
};

/** What an answer says: text, the arguments of one tool call in fragments, or one long event. */
const SAYINGS = ["text", "tool", "line"] as const;
type Saying = (typeof SAYINGS)[number];

/** One stream as a client asks for it; all of it stands in the first segment of the URL's path. */
export interface Workload {
  readonly says: Saying;
  /** Events with content: tokens, or fragments of arguments. For `line`: the bytes of its text. */
  readonly tokens: number;
  readonly packing: Packing;
  /** Whether each event has OpenAI's random `obfuscation`. */
  readonly padded: boolean;
  /** Ms between two events; 0: all at once. */
  readonly pace: number;
  /** Ms before the first event. */
  readonly think: number;
  /** The recorded stream, by file name, whose events are sent in a round instead; empty: none. */
  readonly replay: string;
}

const DEFAULTS: Workload = {
  says: "text",
  tokens: 10_000,
  packing: "block",
  padded: false,
  pace: 0,
  think: 0,
  replay: "",
};

/** A workload, its other fields as usual. */
export function workload(given: Partial<Workload> = {}): Workload {
  return { ...DEFAULTS, ...given };
}

/** The segment of a path that stands for a workload. */
export function toSegment(asked: Workload): string {
  const fields = Object.entries(asked).map(([name, value]) => [name, String(value)] as const);
  return new URLSearchParams(Object.fromEntries(fields)).toString();
}

/** @throws Error where a segment is none that {@link toSegment} made. */
export function fromSegment(segment: string): Workload {
  const given = new URLSearchParams(segment);
  const number = (name: "tokens" | "pace" | "think"): number => {
    const value = Number(given.get(name) ?? DEFAULTS[name]);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new Error(`${name} must be a whole number, not ${given.get(name)}`);
  };
  return {
    says: one(SAYINGS, given.get("says") ?? DEFAULTS.says),
    tokens: number("tokens"),
    packing: one(PACKINGS, given.get("packing") ?? DEFAULTS.packing),
    padded: given.get("padded") === "true",
    pace: number("pace"),
    think: number("think"),
    replay: given.get("replay") ?? "",
  };
}

function one<T extends string>(known: readonly T[], value: string): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw new Error(`${value} is none of ${known.join(", ")}`);
  return found;
}
