/** Writes keys and spend as fast as it can, and tells what was written, until it is killed. */
import { join } from "node:path";

import { createKey } from "@g4f/gateway/keys";
import { SpendLog } from "@g4f/gateway/spend";

const [folder = ""] = process.argv.slice(2);
const STREAMS = 20;
const log = await SpendLog.open({
  file: join(folder, "spend.jsonl"),
  maxBytes: 20_000,
  keep: 3,
  warn: () => undefined,
});
process.send?.({ hello: {} });
let calls = 0;
for (let round = 0; ; round++) {
  for (let stream = 0; stream < STREAMS; stream++) {
    const spend = {
      requestId: `req_${process.pid}_${calls++}`,
      client: { id: "key_bench", name: "bench" },
      face: "openai-chat",
      model: "acme:m",
      provider: "acme",
      upstreamModel: "m",
      usage: { inputTokens: 1, outputTokens: 1, exact: true },
      outcome: "complete",
      startedAt: Date.now(),
      durationMs: 1,
    } as const;
    log.record(spend, 1);
  }
  const { record } = await createKey(join(folder, "keys.jsonl"), {
    name: `k${process.pid}.${round}`,
  });
  await log.flush();
  process.send?.({ key: record.id, calls });
}
