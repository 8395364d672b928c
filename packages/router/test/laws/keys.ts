import { route, withKeyPool } from "../../src/index.ts";
import { member, messages, Upstream, type Script } from "../support/upstream.ts";
import { steadily, type Law } from "./law.ts";

const KEYS = ["one", "two", "three", "four"];

async function pooled(
  time: Parameters<Law["run"]>[0],
  first: Script,
): Promise<{ readonly answered: number; readonly asked: number; readonly slowest: number }> {
  const upstream = new Upstream(({ key }) => (key === "one" ? first : {}));
  const router = withKeyPool((apiKey) => member("Acme", upstream, { apiKey }), KEYS);
  let slowest = 0;
  const outcomes = await steadily(time, 400, 500, async () => {
    const began = time.now;
    await router.createAsyncGenerator({ messages }).collect();
    slowest = Math.max(slowest, time.now - began);
  });
  const answered = outcomes.filter(({ status }) => status === "fulfilled").length;
  return { answered, asked: upstream.seen.filter(({ key }) => key === "one").length, slowest };
}

export const refusedKey: Law = {
  name: "a key that is refused (429, quota, auth) rests; the others answer",
  bound: "all of 400 calls in 200 s answered at once; the key asked ≤ 4 times",
  run: async (time) => {
    const rows = [
      await pooled(time, { status: 429, body: "{}" }),
      await pooled(time, { status: 402, body: "{}" }),
      await pooled(time, { status: 401, body: "{}" }),
    ];
    const seen = rows
      .map(({ answered, asked }) => `${answered} answered, asked ${asked} ×`)
      .join("; ");
    const good = rows.every(({ answered, asked, slowest }) => {
      return answered === 400 && asked >= 1 && asked <= 4 && slowest === 0;
    });
    return { seen, holds: good };
  },
};

export const slowKey: Law = {
  name: "one slow key does not starve the others",
  bound: "three quarters of 400 calls at once, each of the others asked 100 times",
  run: async (time) => {
    const upstream = new Upstream(({ key }) => (key === "one" ? { delay: 30_000 } : {}));
    const router = withKeyPool((apiKey) => member("Acme", upstream, { apiKey }), KEYS);
    const took: number[] = [];
    await steadily(time, 400, 100, async () => {
      const began = time.now;
      await router.createAsyncGenerator({ messages }).collect();
      took.push(time.now - began);
    });
    const atOnce = took.filter((ms) => ms === 0).length;
    const others = KEYS.slice(1).map(
      (own) => upstream.seen.filter(({ key }) => key === own).length,
    );
    const seen = `${atOnce} at once; ${others.join(", ")} requests`;
    return { seen, holds: atOnce === 300 && others.every((count) => count === 100) };
  },
};

export const longRetryAfter: Law = {
  name: "a Retry-After over 60 s is not slept through: the next one is asked, the key rests",
  bound: "0 ms of waiting; the key asked again after its day, not before",
  run: async (time) => {
    const day = 86_400;
    const first = new Upstream((_, index) =>
      index === 0 ? { status: 429, body: "{}", headers: { "retry-after": String(day) } } : {},
    );
    const second = new Upstream(() => ({}));
    const router = route({ use: [member("First", first), member("Second", second)] });
    const began = time.now;
    await router.createAsyncGenerator({ messages }).collect();
    const waited = time.now - began;
    await time.sleep(day * 1000 - 10_000);
    await router.createAsyncGenerator({ messages }).collect();
    const before = first.seen.length;
    await time.sleep(20_000);
    await router.createAsyncGenerator({ messages }).collect();
    const seen = `${waited} ms; asked ${before} × within the day, ${first.seen.length} × after`;
    return { seen, holds: waited === 0 && before === 1 && first.seen.length === 2 };
  },
};
