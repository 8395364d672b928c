import { route } from "../../src/index.ts";
import { member, messages, Upstream } from "../support/upstream.ts";
import { steadily, type Law } from "./law.ts";

const DOWN_MS = 45_000;
const OPEN_MS = 30_000;

/** The provider comes back while its breaker is open for the second time. */
export const recovery: Law = {
  name: "a provider that has recovered is used again",
  bound: `within ${(2 * OPEN_MS) / 1000} s of its recovery; one trial call at a time until then`,
  run: async (time) => {
    let underWay = 0;
    let most = 0;
    const first = new Upstream(({ at }) => {
      if (at >= DOWN_MS) return {};
      underWay++;
      if (at > OPEN_MS) most = Math.max(most, underWay);
      setTimeout(() => underWay--, 2_000);
      return { status: 500, body: "{}", delay: 2_000 };
    });
    const second = new Upstream(() => ({}));
    const router = route({ use: [member("First", first), member("Second", second)] });
    await steadily(time, 1_500, 100, () => router.createAsyncGenerator({ messages }).collect());
    const again = first.seen.find(({ at }) => at >= DOWN_MS)?.at ?? Number.POSITIVE_INFINITY;
    const after = first.seen.filter(({ at }) => at > again).length;
    const seen = `after ${((again - DOWN_MS) / 1000).toFixed(1)} s, then ${after} calls; ${most} trial at a time`;
    return { seen, holds: again - DOWN_MS <= 2 * OPEN_MS && after > 500 && most === 1 };
  },
};
