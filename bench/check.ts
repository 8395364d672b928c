// pnpm bench:check [file]: holds the last run against what was promised; exit status 1 if anything is missed.
import { readResults } from "./lib/latest.ts";
import { printed } from "./lib/table.ts";
import { MARGIN, outcomes, shownAim, shownBound, type Outcome } from "./targets.ts";

const results = readResults(process.argv[2]);
const all = outcomes(results);

function line(outcome: Outcome): string[] {
  const { target, value, aim, standing } = outcome;
  const shown = Number.isNaN(value) ? "" : `${value.toFixed(2)} ${target.unit}`;
  return [target.name, shown, shownBound(outcome), shownAim(aim), standing];
}

const head = ["target", "measured", "must", "aim", "standing"];
process.stdout.write(`${printed({ head, lines: all.map(line) })}\n\n`);
process.stdout.write(
  `Measured on ${results.date}${results.quick ? ", quickly" : ""}; a margin of ${Math.round((MARGIN - 1) * 100)} % is allowed; bounds of time are those of a machine as fast as this one (adr/010).\n`,
);
const failed = all.filter(({ standing }) => standing === "missed" || standing === "missing");
for (const { target, standing } of failed)
  process.stdout.write(`FAILED: ${target.name}: ${standing}\n`);
if (results.voided !== undefined)
  process.stdout.write(`FAILED: the run is void: ${results.voided}\n`);
if (failed.length > 0 || results.voided !== undefined) process.exitCode = 1;
