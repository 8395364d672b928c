/**
 * Runs every gate, or those named as arguments, whether or not earlier ones fail. Prints a line for
 * each with its time, the output of those that fail, the names of skipped tests, and as its very
 * last line `N passed, N failed`. Exit status 1 if anything failed or nothing ran.
 */
import { stripVTControlCharacters } from "node:util";

import { type Gate, select, stages } from "./lib/gates.ts";
import { endCommandsOnSignals } from "./lib/run-command.ts";
import { runGate } from "./lib/run-gate.ts";
import { closingLine, isGood, sum, type Tally } from "./lib/tally.ts";

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

async function runAndTell(gate: Gate): Promise<Tally> {
  const { tally, seconds, output } = await runGate(gate);
  const good = isGood(tally);
  const counted = gate.projects === undefined ? "" : ` (${closingLine(tally)})`;
  print(`${good ? "ok    " : "FAILED"} ${gate.title}${counted} ${seconds.toFixed(1)} s`);
  // Some tools colour what they print whatever they are told.
  const plain = stripVTControlCharacters(output).trimEnd();
  if (!good) print(`${plain.replaceAll(/^/gmu, "    ")}\n`);
  return tally;
}

async function runLane(lane: readonly Gate[]): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const gate of lane) tallies.push(await runAndTell(gate));
  return tallies;
}

async function main(names: readonly string[]): Promise<number> {
  const known = stages.flat(2).map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`no gate "${unknown.join('", "')}"; the gates are: ${known.join(", ")}\n`);
    return 2;
  }
  const tallies: Tally[] = [];
  for (const lanes of select(names)) {
    tallies.push(...(await Promise.all(lanes.map(runLane))).flat());
  }
  const total = sum(tallies);
  for (const name of total.skipped) print(`skipped: ${name}`);
  print(closingLine(total));
  return isGood(total) ? 0 : 1;
}

endCommandsOnSignals();
process.exitCode = await main(process.argv.slice(2));
