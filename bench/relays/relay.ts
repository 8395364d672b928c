/** A server between a client and the upstream. */
export interface Relay {
  readonly name: string;
  readonly kind: "limit" | "ours" | "peer";
  /** Starts it in this process, in front of these addresses (without `/v1`); rejects where it is not installed. */
  readonly start: (bases: Bases) => Promise<Listening>;
}

/** The two workloads that are asked for, by the name of their model. */
export type Bases = Readonly<Record<"stream" | "small", string>>;

/** How a relay is asked. */
export interface Listening {
  /** For each workload, where to post to and with which headers. */
  readonly asks: Readonly<Record<keyof Bases, Ask>>;
}

export interface Ask {
  readonly url: string;
  readonly model: string;
  readonly headers: Readonly<Record<string, string>>;
}
