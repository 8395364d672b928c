// One relay in a process of its own: node bench/relays/main.ts <name> <bases as JSON>
// Prints how it is asked; ends with its standard input.
import { RESULT } from "../work/job.ts";
import { RELAYS } from "./all.ts";
import type { Bases } from "./relay.ts";

const [name, bases = "{}"] = process.argv.slice(2);
const relay = RELAYS.find((one) => one.name === name);
if (relay === undefined) throw new Error(`no relay ${name}`);
const listening = await relay.start(JSON.parse(bases) as Bases);
process.stdout.write(`\n${RESULT}${JSON.stringify(listening.asks)}\n`);
process.stdin.on("end", () => process.exit()).resume();
