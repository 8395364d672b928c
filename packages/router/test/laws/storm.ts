import { route, withRetry } from "../../src/index.ts";
import type { Router } from "../../src/index.ts";
import { member, messages, Upstream } from "../support/upstream.ts";
import { steadily, type Law } from "./law.ts";

const MINUTE = 60_000;
const CALLS = 3_000;
const MOST = Math.round(1.1 * CALLS + 3);
const QUIET = 10_000;

/** Requests that reach an upstream while it is down for a minute, at 50 calls a second. */
export async function requestsInStorm(
  time: Parameters<Law["run"]>[0],
  over: (upstream: Upstream) => Router,
  calm = 0,
): Promise<number> {
  const down = (at: number): boolean => at >= QUIET && at < QUIET + MINUTE;
  const upstream = new Upstream(({ at }) => (down(at) ? { status: 503, body: "{}" } : {}));
  const router = over(upstream);
  const count = CALLS + (QUIET + calm) / 20;
  await steadily(time, count, 20, () => router.createAsyncGenerator({ messages }).collect());
  return upstream.seen.filter(({ at }) => down(at)).length;
}

/** R14. */
export const storm: Law = {
  name: "an outage of 60 s at 50 calls/s is not made worse (R14)",
  bound: `requests ≤ 1.1 × ${CALLS} + 3 = ${MOST}`,
  run: async (time) => {
    const requests = await requestsInStorm(time, (upstream) => withRetry(member("Acme", upstream)));
    return { seen: `${requests} requests`, holds: requests <= MOST && requests > CALLS };
  },
};

/** The same with the breaker that a route has. */
export const stormBroken: Law = {
  name: "a dead provider is not asked on and on: the same outage with the breaker",
  bound: "requests ≤ 30 in the outage; calls answered again within 60 s of its end",
  run: async (time) => {
    const made: Upstream[] = [];
    const over = (upstream: Upstream): Router => {
      made.push(upstream);
      return route({ use: [member("Acme", upstream)] });
    };
    const requests = await requestsInStorm(time, over, MINUTE);
    const after = made.flatMap(({ seen }) => seen.filter(({ at }) => at >= QUIET + MINUTE));
    const back = Math.round(((after[0]?.at ?? 0) - QUIET - MINUTE) / 1000);
    const seen = `${requests} requests; ${after.length} calls from ${back} s after it`;
    return { seen, holds: requests <= 30 && after.length > 500 };
  },
};
