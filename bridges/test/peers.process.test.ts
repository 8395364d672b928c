import { openaiChat, runConformance } from "@g4f/conformance";
import { expect, test } from "vitest";

import { fair } from "../src/lacks.ts";
import { peerProvider } from "../src/peer-provider.ts";
import { PEERS } from "../src/peers.ts";

/** Rules that every client of the wire keeps: a failure here is the bridge's. */
const KEPT = ["read.text", "request.history", "usage.counted", "sampling.seed", "tools.whole"];

test.each(PEERS)("the bridge of $name carries text, calls, usage and settings", async (peer) => {
  for (const filter of KEPT) {
    const report = await runConformance({
      create: (settings) => peerProvider(peer, settings),
      dialect: openaiChat,
      transport: "tcp",
      filter,
    });
    const failed = report.cases.filter((one) => fair(peer.name, one).status === "failed");
    expect(failed).toEqual([]);
  }
});
