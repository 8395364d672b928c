/** Puts one peer under the suite in a process of its own: `one.ts <name> <file for the report>`. */
import { writeFileSync } from "node:fs";

import { openaiChat, runConformance } from "@g4f/conformance";

import { peerProvider } from "./peer-provider.ts";
import { PEERS } from "./peers.ts";

const [name, file = ""] = process.argv.slice(2);
const peer = PEERS.find((one) => one.name === name);
if (peer === undefined)
  throw new Error(`no peer "${name}"; there are: ${PEERS.map((one) => one.name).join(", ")}`);
// Some peers print what they throw; the report alone is wanted.
for (const method of ["log", "info", "warn", "error", "debug"] as const) console[method] = () => {};

const report = await runConformance({
  create: (settings) => peerProvider(peer, settings),
  dialect: openaiChat,
  transport: "tcp",
  totalMs: 600_000,
});
writeFileSync(file, JSON.stringify(report));
// What a peer left open must not keep the process.
process.exit(0);
