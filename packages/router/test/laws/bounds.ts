import { route, withRetry } from "../../src/index.ts";
import { member, messages, Upstream, type Script } from "../support/upstream.ts";
import { dice, type Law } from "./law.ts";

const FAULTS: readonly Script[] = [
  { status: 500, body: "{}" },
  { status: 503, body: "{}", headers: { "retry-after": "2" } },
  { status: 429, body: "{}", headers: { "retry-after": "1" } },
  { status: 401, body: "{}" },
  { status: 404, body: "{}" },
  { status: 400, body: "{}" },
  { refuse: true },
  { events: [], ending: "cut" },
  { events: [{ type: "usage", exact: true }], ending: "reset" },
  { events: [], ending: "malformed" },
  { ending: "cut" },
  {},
];
const ROUNDS = 800;

/** Never more than N requests, whatever the policy and whatever goes wrong. */
export const attempts: Law = {
  name: "a call never makes more requests than its policy allows",
  bound: `0 of ${ROUNDS} calls over \`attempts\` or \`attemptsPerTarget\``,
  run: async () => {
    const random = dice(3);
    const upTo = (most: number): number => 1 + Math.floor(random() * most);
    let over = 0;
    let used = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const scripts = (): Script => FAULTS[Math.floor(random() * FAULTS.length)] ?? {};
      const upstreams = Array.from({ length: upTo(4) }, () => new Upstream(scripts));
      const policy = { attempts: upTo(6), attemptsPerTarget: upTo(3) };
      const use = upstreams.map((upstream, index) => member(`M${index}`, upstream));
      const hedge = random() < 0.2 ? { hedge: { afterMs: 100 } } : {};
      const router = route({ use, ...policy, ...hedge });
      await router
        .createAsyncGenerator({ messages })
        .collect()
        .catch(() => {});
      const counts = upstreams.map(({ seen }) => seen.length);
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (total > policy.attempts || Math.max(...counts) > policy.attemptsPerTarget) over++;
      if (total === policy.attempts && total > 1) used++;
    }
    return { seen: `${over} over; ${used} used all they had`, holds: over === 0 && used > 50 };
  },
};

/** P9. */
export const delays: Law = {
  name: "every wait before a retry lies inside its bounds (P9)",
  bound: "Retry-After ≤ wait ≤ Retry-After + min(8 s, 0.5 s · 2ⁿ); never past the deadline",
  run: async (time) => {
    const random = dice(4);
    let outside = 0;
    let late = 0;
    let count = 0;
    let longest = 0;
    for (let round = 0; round < 200; round++) {
      const retryAfter = random() < 0.5 ? 0 : Math.floor(random() * 20);
      const headers = retryAfter === 0 ? {} : { "retry-after": String(retryAfter) };
      const upstream = new Upstream(() => ({ status: 503, body: "{}", headers }));
      const total = 5_000 + random() * 60_000;
      const began = time.now;
      const router = withRetry(member("Acme", upstream), { attempts: 7, budget: false });
      const call = router.createAsyncGenerator({ messages, deadlines: { total } });
      await call.collect().catch(() => {});
      if (time.now - began > total + 100) late++;
      const waits = waitsOf(upstream, retryAfter * 1000);
      // A timer takes whole ms.
      outside += waits.filter((ms, n) => ms < 0 || ms > Math.min(8_000, 500 * 2 ** n) + 1).length;
      longest = Math.max(longest, ...waits);
      count += waits.length;
    }
    const seen = `${outside} of ${count} outside, ${late} late, longest ${Math.round(longest)} ms`;
    return { seen, holds: outside === 0 && late === 0 && count > 500 && longest > 5_000 };
  },
};

/** Between each two requests, beyond what upstream had asked for. */
function waitsOf({ seen }: Upstream, asked: number): readonly number[] {
  return seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0) - asked);
}
