import { earnedLevels, type CaseReport } from "@g4f/conformance";

import type { Peer } from "./peer.ts";

/** One library as the page shows it. */
export interface Row {
  readonly peer: Peer;
  /** Packages with their versions. */
  readonly versions: readonly string[];
  readonly cases: readonly CaseReport[];
}

/** The page: a table, and for each library the rules from which it differs. */
export function renderPage(rows: readonly Row[], date: string): string {
  return `# The suite on other libraries

What the [conformance suite](conformance.md) says of other clients of the same wire, OpenAI's chat
completions. It was written for providers of g4f, and its rules are ours: a case that a library does not
pass says that the library **differs from a rule**, not that it is wrong.

Each library is set to the best it can do (its own retries off, limits passed on, proxies and
certificates through its \`fetch\`). A rule about something that a library has no feature for is not
applicable, and so is a case in which only the contract's own words (\`phase\`, \`retryable\`) are missing.

Made on ${date} with Node ${process.versions.node.split(".", 1)[0] ?? ""}; again with:

\`\`\`sh
npx pnpm install
npx pnpm conformance:others
\`\`\`

${table(rows)}

${rows.map(section).join("\n\n")}
`;
}

function count(cases: readonly CaseReport[], status: CaseReport["status"]): number {
  return cases.filter((one) => one.status === status).length;
}

function level(cases: readonly CaseReport[]): string {
  return earnedLevels(cases, ["finish"]).join("+") || "none";
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ peer, versions, cases }) =>
      `| [${peer.name}](#${peer.name}) | ${versions.join(", ")} | ${level(cases)} | ${count(cases, "passed")} | ${count(cases, "failed")} | ${count(cases, "not-applicable")} |`,
  );
  return [
    "| library | versions | level | as the rule says | differs | not applicable |",
    "| --- | --- | --- | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}

function section({ peer, cases }: Row): string {
  const lines = cases.flatMap(({ id, rule, status, failure }) =>
    status === "failed" ? [`- \`${id}\`: differs from rule “${rule}” Seen: ${seen(failure)}`] : [],
  );
  const reasons = Map.groupBy(
    cases.filter(({ status }) => status === "not-applicable"),
    ({ reason }) => reason ?? "",
  );
  const left = [...reasons].map(([reason, members]) => `- ${members.length}: ${escape(reason)}`);
  return `## ${peer.name}

${peer.setup}.

${lines.length === 0 ? "It differs from no rule." : lines.join("\n")}

Not applicable:

${left.join("\n")}`;
}

const SHOWN = 140;

function seen(failure: CaseReport["failure"]): string {
  const text = `${failure?.message ?? ""}; ${failure?.received ?? ""}`.replaceAll(/\s+/g, " ");
  // Keys of the runs are random: the page would differ each time.
  const steady = text
    .replaceAll(/CANARY-[\w-]+/g, "CANARY")
    .replaceAll(/127\.0\.0\.1:\d+/g, "host");
  return escape(steady.length > SHOWN ? `${steady.slice(0, SHOWN)}…` : steady);
}

function escape(text: string): string {
  return text.replaceAll(/[\\`*_<>|[\]]/g, String.raw`\$&`);
}
