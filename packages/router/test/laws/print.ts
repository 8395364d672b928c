// The laws of the router as a table, from the shipped code: pnpm test:laws
import { VirtualTime } from "../support/virtual-time.ts";
import { LAWS } from "./all.ts";

const rows: { law: string; bound: string; seen: string; holds: string }[] = [];
for (const { name, bound, run } of LAWS) {
  const { seen, holds } = await VirtualTime.during(run);
  rows.push({ law: name, bound, seen, holds: holds ? "yes" : "NO" });
  if (!holds) process.exitCode = 1;
}
for (const { law, bound, seen, holds } of rows) {
  process.stdout.write(`${law}\n  bound: ${bound}\n  seen:  ${seen}\n  holds: ${holds}\n`);
}
process.stdout.write(
  `${rows.filter(({ holds }) => holds === "yes").length} of ${rows.length} laws hold\n`,
);
