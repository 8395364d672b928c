import { describe, expect, it } from "vitest";

import { withRetry } from "../src/index.ts";
import { LAWS } from "./laws/all.ts";
import { requestsInStorm } from "./laws/storm.ts";
import { member } from "./support/upstream.ts";
import { VirtualTime } from "./support/virtual-time.ts";

describe("laws", () => {
  it.each(LAWS)("$name", async ({ run }) => {
    expect(await VirtualTime.during(run)).toMatchObject({ holds: true });
  });

  it("the storm would break its law without a budget", async () => {
    const requests = await VirtualTime.during((time) =>
      requestsInStorm(time, (upstream) => withRetry(member("Acme", upstream), { budget: false })),
    );
    expect(requests).toBeGreaterThan(8_000);
  });
});
