/** Which way bytes go: to the upstream, or from it to the client. */
export type Direction = "up" | "down";

/** When something happens: once so many bytes have passed; 0 is in front of the first that comes. */
interface After {
  readonly after: number;
  /** Which bytes are counted. Default: those that come down. */
  readonly of?: Direction;
}

/** What a fault proxy does with a connection. */
export type FaultAction =
  /** Relays everything. */
  | { readonly type: "pass" }
  /** Holds every piece back, in both directions. */
  | { readonly type: "delay"; readonly ms: number }
  /** Passes on at most so many bytes in one write, in both directions. */
  | { readonly type: "slice"; readonly bytes: number }
  /** Passes on so many bytes a second, in either direction. */
  | { readonly type: "bandwidth"; readonly bytesPerSecond: number }
  /** Nothing more goes that way, the connection stays open. */
  | ({ readonly type: "stall" } & After)
  /** Both connections are reset. */
  | ({ readonly type: "rst" } & After)
  /** Both connections are closed properly. */
  | ({ readonly type: "fin" } & After)
  /** The end is told that way and nothing more sent; the other way stays open. */
  | ({ readonly type: "half-close" } & After)
  /** What follows is swallowed; the end of it is passed on. */
  | ({ readonly type: "limit-data" } & After)
  /** Bytes that nobody sent; everything else passes. */
  | ({ readonly type: "garbage"; readonly bytes: Uint8Array } & After)
  /** The byte at this offset of what comes down is turned round. */
  | { readonly type: "corrupt"; readonly offset: number }
  /** Resets the connection as soon as it is made. For a port that refuses, close the proxy. */
  | { readonly type: "down" }
  /** Accepts the connection, and never answers. */
  | { readonly type: "accept-then-nothing" }
  /** Answers the first request, CONNECT as any other, with this status, and closes. */
  | { readonly type: "connect-status"; readonly status: number }
  /** Answers the first request with a byte every so many ms that never become a whole head. */
  | { readonly type: "connect-drip"; readonly everyMs: number };

/**
 * Decides what is done with connection number `connection` (from 0): asked when it is made, and again
 * for every piece that arrives, with the bytes that have passed so far. Undefined: as before, at first
 * `pass`. `random` gives numbers in [0, 1) that the proxy's seed and the number of the connection decide.
 */
export type FaultPlan = (
  connection: number,
  bytesUp: number,
  bytesDown: number,
  random: () => number,
) => FaultAction | undefined;

/** A plan that decides once, when a connection is made. */
export function perConnection(
  decide: (random: () => number, connection: number) => FaultAction,
): FaultPlan {
  const decided = new Map<number, FaultAction>();
  return (connection, _up, _down, random) => {
    const action = decided.get(connection) ?? decide(random, connection);
    decided.set(connection, action);
    return action;
  };
}
