import { fileURLToPath } from "node:url";

import { Stryker } from "@stryker-mutator/core";

import { printTable } from "./table.ts";

type Options = ConstructorParameters<typeof Stryker>[0];
type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
/** R40: at least so many of the mutants that a test runs are to be told. */
const LEAST_SCORE = 80;

/** What is mutated together, and what it is put under. */
interface Room {
  readonly files: readonly string[];
  /** The tests nearest to it. More would only tell more, and take days: the score is a lower bound. */
  readonly tests: readonly string[];
}

const KIT = "packages/conformance/test/reference";
const CORE = "packages/core";

const ROOMS: Readonly<Record<string, Room>> = {
  "reference provider": {
    files: [`${KIT}/{openai-chat,chat-body,chat-reader,tool-calls}.ts`],
    tests: [`${KIT}.test.ts`, `${KIT}/*.test.ts`],
  },
  "core: decoders": {
    files: [`${CORE}/src/wire/*.ts`],
    tests: [`${CORE}/test/wire/*.test.ts`],
  },
  "core: redaction": {
    files: [`${CORE}/src/http/redact.ts`],
    tests: [`${CORE}/test/{redact,errors}.test.ts`, `${CORE}/test/{http,lifecycle}/*.test.ts`],
  },
  "core: life of a call": {
    files: [`${CORE}/src/{call,cleanups,record,stream,watch}.ts`],
    tests: [`${CORE}/test/{record,watch}.test.ts`, `${CORE}/test/{lifecycle,engine}/*.test.ts`],
  },
};

const OPTIONS: Options = {
  testRunner: "vitest",
  plugins: [fileURLToPath(import.meta.resolve("@stryker-mutator/vitest-runner"))],
  vitest: { configFile: "packages/conformance/scripts/strength/vitest.config.ts", related: false },
  coverageAnalysis: "perTest",
  // What runs while a module is loaded would need every test anew.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 5_000,
  // It would be rewritten with an API that TypeScript 7 does not have; nothing here reads it.
  tsconfigFile: "none",
  reporters: ["progress-append-only"],
  allowEmpty: false,
  allowConsoleColors: false,
  ignorePatterns: ["**/dist"],
};

/**
 * Prints the score of each room. Whether one of them is too low.
 * @throws TypeError where there is no such room.
 */
export async function runMutation(rooms: readonly string[] = Object.keys(ROOMS)): Promise<boolean> {
  process.chdir(ROOT);
  let weak = false;
  const rows: string[][] = [];
  for (const room of rooms) {
    const found = ROOMS[room];
    if (found === undefined) {
      throw new TypeError(`no room ${room}: there are ${Object.keys(ROOMS).join(", ")}`);
    }
    // Its processes read it in vitest.config.ts.
    process.env["G4F_MUTATION_TESTS"] = JSON.stringify(found.tests);
    const mutate = [...found.files];
    const results = await new Stryker({ ...OPTIONS, mutate }).runMutationTest();
    const { row, score } = scoreOf(room, results);
    rows.push(row);
    weak ||= score < LEAST_SCORE;
    for (const survivor of results.filter(({ status }) => status === "Survived")) tell(survivor);
  }
  printTable(["mutated", "mutants", "killed", "timeout", "survived", "no test", "score %"], rows);
  return weak;
}

function scoreOf(
  room: string,
  results: readonly MutantResult[],
): { readonly row: string[]; readonly score: number } {
  const count = (status: MutantResult["status"]): number =>
    results.filter((one) => one.status === status).length;
  const told = count("Killed") + count("Timeout");
  const counted = told + count("Survived") + count("NoCoverage");
  const score = counted === 0 ? 0 : (100 * told) / counted;
  const numbers = [
    counted,
    count("Killed"),
    count("Timeout"),
    count("Survived"),
    count("NoCoverage"),
  ];
  return { row: [room, ...numbers.map(String), score.toFixed(1)], score };
}

function tell({ fileName, location, replacement, mutatorName }: MutantResult): void {
  const place = `${fileName.replace(ROOT, "")}:${location.start.line}`;
  process.stdout.write(`survived ${place} ${mutatorName}: ${(replacement ?? "").slice(0, 100)}\n`);
}
