/**
 * Loads on the gateway, each beside its gate: `node --conditions=@g4f/source bench/gateway.ts [name …]`.
 * Upstream, gateway and clients have a process each. Ends with 1 where a gate is missed.
 */
import { availableParallelism, loadavg } from "node:os";

import { CASES } from "./gateway/cases.ts";
import { keepAwake } from "./lib/awake.ts";
import { processors } from "./lib/machine.ts";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(CASES, name));
if (unknown.length > 0) {
  throw new Error(`no case is named ${unknown.join(", ")}: ${Object.keys(CASES).join(", ")}`);
}
const load = loadavg()[0] ?? 0;
console.log(
  `${availableParallelism()} cores, load ${load.toFixed(1)} before, Node ${process.version}\n`,
);
using _awake = keepAwake(processors());
let missed = 0;
for (const [name, run] of Object.entries(CASES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(name);
  for (const { what, value, unit, most, least } of await run()) {
    const isMet = value <= (most ?? Infinity) && value >= (least ?? -Infinity);
    if (!isMet) missed++;
    const gate = most !== undefined ? `≤ ${most}` : least !== undefined ? `≥ ${least}` : "";
    const verdict = gate === "" ? "" : isMet ? "met" : "MISSED";
    const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
    console.log(
      `  ${what.padEnd(46)} ${shown.padStart(9)} ${unit.padEnd(6)} ${gate.padEnd(9)} ${verdict}`.trimEnd(),
    );
  }
}
if (missed > 0) console.log(`\n${missed} gates missed`);
process.exitCode = missed > 0 ? 1 : 0;
