// pnpm bench:report [file]: docs/benchmarks.md and its charts, of the last run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { chart } from "./lib/chart.ts";
import { readResults } from "./lib/latest.ts";
import type { Results, SuiteResult, View } from "./lib/results.ts";
import { markdown, tableOf } from "./lib/table.ts";
import { MARGIN, outcomes, shownAim, shownBound } from "./targets.ts";

const DOCS = join(import.meta.dirname, "../docs");
const CHARTS = join(DOCS, "benchmarks");

function section(suite: SuiteResult): string {
  const { title, about, views, leftOut, notes, others, load, seconds } = suite;
  const detail = views.filter((view) => view.detail === true);
  return [
    `## ${title}`,
    about,
    ...views.filter((view) => view.detail !== true).map((view, at) => shown(suite, view, at)),
    detail.length === 0
      ? ""
      : `<details><summary>By length and packing</summary>\n\n${detail.map((view) => `**${view.title}**\n\n${markdown(tableOf(suite, view))}`).join("\n\n")}\n\n</details>`,
    ...notes.map((note) => `- ${note}`),
    leftOut.length === 0
      ? ""
      : `Left out: ${leftOut.map(({ name, why }) => `${name} (${why.split("\n", 1)[0]})`).join("; ")}.`,
    `Others kept ${others.map((busy) => busy.toFixed(2)).join(" and ")} processors busy before and after; load averages ${load.join(", ")}; ${seconds.toFixed(0)} s.`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function shown(suite: SuiteResult, view: View, at: number): string {
  const file = `${suite.name}${at === 0 ? "" : `-${at + 1}`}.svg`;
  if (suite.rows.length > 0) writeFileSync(join(CHARTS, file), chart(suite, view));
  return `### ${suite.title}: ${view.title}\n\n![${view.title}](benchmarks/${file})\n\n${markdown(tableOf(suite, view))}`;
}

function promised(results: Results): string {
  const lines = outcomes(results).map((outcome) => {
    const { target, value, aim, standing } = outcome;
    const measured = Number.isNaN(value) ? "" : `${value.toFixed(2)} ${target.unit}`;
    return [target.name, measured, shownBound(outcome), shownAim(aim), standing];
  });
  return markdown({ head: ["promise", "measured", "must", "aim", "standing"], lines });
}

function facts(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

const results = readResults(process.argv[2]);
rmSync(CHARTS, { recursive: true, force: true });
mkdirSync(CHARTS, { recursive: true });
writeFileSync(join(CHARTS, "results.json"), `${JSON.stringify(results)}\n`);
const page = [
  "# Benchmarks",
  "Made by `pnpm bench && pnpm bench:report`; nothing in it is written by hand but the last section. Compare ratios: absolute figures are those of one machine. Each figure is the median of several processes, run in turn; behind ± is how far the middle half of them spreads. How it works: [bench/README.md](../bench/README.md).",
  `Measured on ${results.date}${results.quick ? " (`--quick`: few rounds)" : ""}. ${facts(results.machine)}. Versions: ${facts(results.versions)}.`,
  results.voided === undefined ? "" : `**The run is void: ${results.voided}.**`,
  "## What is promised",
  `\`pnpm bench:check\` allows a margin of ${Math.round((MARGIN - 1) * 100)} %.`,
  promised(results),
  ...results.suites.map(section),
  readFileSync(join(import.meta.dirname, "notes.md"), "utf8").trim(),
];
writeFileSync(join(DOCS, "benchmarks.md"), `${page.filter((part) => part !== "").join("\n\n")}\n`);
process.stdout.write(`written to ${join(DOCS, "benchmarks.md")}\n`);
