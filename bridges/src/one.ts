/** Puts one peer under the suite in a process of its own: `one.ts <name> <file for the report>`. */
import { writeFileSync } from "node:fs";

import { openaiChat, runConformance, type CaseReport } from "@g4f/conformance";
import type { ProviderSettings } from "@g4f/core";

import { peerProvider } from "./peer-provider.ts";
import { PEERS } from "./peers.ts";

const [name, file = ""] = process.argv.slice(2);
const peer = PEERS.find((one) => one.name === name);
if (peer === undefined)
  throw new Error(`no peer "${name}"; there are: ${PEERS.map((one) => one.name).join(", ")}`);
// Some peers print what they throw; the report alone is wanted.
for (const method of ["log", "info", "warn", "error", "debug"] as const) console[method] = () => {};

/** So much is read in these that it takes long; none of their rules is about time. */
const LARGE = new Set(["memory.long-answer", "payload.large"]);
const setup = {
  create: (settings: ProviderSettings) => peerProvider(peer, settings),
  dialect: openaiChat,
  transport: "tcp",
} as const;

/** The same case with all the time that a slow machine may need. */
async function atLeisure(first: CaseReport): Promise<CaseReport> {
  if (first.status !== "failed" || !LARGE.has(first.id)) return first;
  const limits = { caseMs: 300_000, totalMs: 600_000 };
  const { cases } = await runConformance({ ...setup, ...limits, filter: first.id });
  return cases.find(({ id }) => id === first.id) ?? first;
}

const report = await runConformance({ ...setup, totalMs: 600_000 });
const cases: CaseReport[] = [];
for (const one of report.cases) cases.push(await atLeisure(one));
writeFileSync(file, JSON.stringify(cases));
// What a peer left open must not keep the process.
process.exit(0);
