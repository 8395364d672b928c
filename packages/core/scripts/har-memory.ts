// How much memory the cookies of a huge HAR take: node --conditions=@g4f/source packages/core/scripts/har-memory.ts [MiB]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readCookieFile } from "../src/cookies.ts";
import { writeHugeHar } from "../test/cookies/huge-har.ts";

const mebibytes = Number(process.argv[2] ?? 200);
const folder = mkdtempSync(join(tmpdir(), "g4f-har-"));
try {
  const file = join(folder, "huge.har");
  await writeHugeHar(file, mebibytes);
  const before = process.resourceUsage().maxRSS / 1024;
  const began = performance.now();
  const { records } = await readCookieFile(file);
  const seconds = (performance.now() - began) / 1000;
  const after = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    `${mebibytes} MiB read in ${seconds.toFixed(1)} s: ${records.length} cookies, the process grew by ${Math.round(after - before)} MiB to ${Math.round(after)} MiB\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
