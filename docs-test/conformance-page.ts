/**
 * `node --conditions=@g4f/source docs-test/conformance-page.ts` writes the list of cases in
 * `docs/conformance.md` anew: everything from its heading "Cases" on comes from the code.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { CASES, type Case } from "@g4f/conformance";

import { root } from "./documents.ts";
import { read } from "./tables.ts";

export const PAGE = "docs/conformance.md";
const HEADING = "## Cases";
const HEAD = ["case", "level", "asked", "rule"] as const;

/** What the cases of a family are about; the family is the first word of an id. */
const FAMILIES: Readonly<Record<string, string>> = {
  transport: "How a response travels: transfer codings, content codings, media types.",
  framing: "Events found in bytes: line ends, comments, fields, long lines.",
  payload: "What stands inside an event: JSON that is malformed, too deep, or of another shape.",
  bytes: "Characters and events cut anywhere, and text that is taken as it is.",
  ending: "An answer is finished only where the wire says so.",
  status: "Statuses, error bodies, and what a good status does not promise.",
  connect: "Names, ports, TLS, proxies, and connections that break.",
  "in-band": "Errors inside a stream that began well.",
  deadlines: "Limits of time, each with its phase.",
  abort: "A caller's signal, in every phase of a call.",
  leave: "`break`, `return()` and `throw()` in every phase of a call.",
  read: "The four ways of reading a call.",
  request: "What reaches the wire of what a caller said.",
  invalid: "Requests that are refused before anything is sent.",
  isolation: "Calls do not touch each other, nor the objects of the caller.",
  result: "What `.result` holds when the call is over.",
  capability: "What a manifest declares is done, and what it rules out is refused.",
  sampling: "Sampling fields reach the wire by its names, and nothing is invented.",
  semantics: "The grammar of chunks.",
  usage: "Tokens as the upstream counts them.",
  unasked:
    "What a manifest rules out comes all the same: a typed error, or nothing; never a crash.",
  memory: "Backpressure, and memory that does not grow with what is read.",
  tools: "Calls of tools.",
  reasoning: "Reasoning apart from the answer.",
  openai: "What is peculiar to OpenAI's chat completions.",
  stateful: "Conversations that the upstream keeps.",
  secrets: "Keys, cookies and proxy passwords appear nowhere, and go nowhere else.",
  wireless: "What a provider without a wire promises.",
};

/** The list of all cases as Markdown, its heading included. */
export function casesText(cases: readonly Case[] = CASES): string {
  const families = Map.groupBy(cases, ({ id }) => id.split(".", 1)[0] ?? id);
  const fixed = cases.filter(({ level, needs = [] }) => level === "core" && needs.length === 0);
  return [
    HEADING,
    "",
    `${cases.length} cases; ${fixed.length} of them are core and nothing that a manifest says removes them.`,
    "",
    ...[...families].flatMap(([family, members]) => [
      `### ${family}`,
      "",
      aboutOf(family),
      "",
      ...table([HEAD, ...members.map(rowOf)]),
      "",
    ]),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

/** What a page says of the cases, its heading included. @throws Error where it has no such heading. */
export function casesIn(page: string): string {
  const start = page.indexOf(`${HEADING}\n`);
  if (start < 0) throw new Error(`${PAGE} has no heading "${HEADING}"`);
  return page.slice(start);
}

function aboutOf(family: string): string {
  const about = FAMILIES[family];
  if (about === undefined) throw new Error(`say in FAMILIES what the family ${family} is about`);
  return about;
}

function rowOf(one: Case): readonly string[] {
  return [`\`${one.id}\``, one.level, askedOf(one), one.rule.replaceAll("|", "\\|")];
}

/** What has to be so for a case to apply. */
function askedOf({ needs, wire, terminators, framings, dialects }: Case): string {
  const conditions = [
    ["declares", needs, " and "],
    ["wire tells", wire, " and "],
    ["ends with", terminators, " or "],
    ["framed as", framings, " or "],
    ["dialect", dialects, " or "],
  ] as const;
  const said = conditions.flatMap(([what, names = [], joint]) =>
    names.length === 0 ? [] : [`${what} ${names.join(joint)}`],
  );
  return said.length === 0 ? "always" : said.join("; ");
}

/** As the formatter of the repository aligns it. */
function table(cells: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells.map(line);
  return [String(head), line(widths.map((width) => "-".repeat(width))), ...body];
}

if (import.meta.main) {
  const page = read(PAGE);
  writeFileSync(
    join(root, PAGE),
    page.replace(casesIn(page), () => casesText()),
  );
}
