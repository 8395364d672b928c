import { readFile } from "node:fs/promises";

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { FreshClone } from "./fresh-clone.ts";

// They start many processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const patience = { timeout: 30_000 };

let clone: FreshClone;

beforeEach(async () => {
  clone = await FreshClone.make();
  await clone.start([]).ended;
});

afterEach(async () => {
  await clone.remove();
});

/** Makes the workspace's tool `name` this shell script. */
const tool = (name: string, body: string): Promise<void> =>
  clone.tool(`node_modules/.bin/${name}`, body);

/** A fake vitest that reports these tests and this number of errors outside of tests. */
const vitest = (statuses: readonly string[], errors: number, status: number): string => {
  const assertionResults = statuses.map((state, index) => ({
    status: state,
    fullName: `t${index}`,
  }));
  const report = JSON.stringify({
    testResults: [{ name: "a.test.ts", status: "", assertionResults }],
  });
  return `for argument in "$@"; do case "$argument" in --outputFile.json=*) file="\${argument#*=}";; esac; done
echo '${report}' > "$file"
echo ${errors} > "$G4F_ERRORS_FILE"
echo "vitest was here: $1 $2 $3"
exit ${status}`;
};

const check = (...names: readonly string[]) => clone.node(["scripts/test.mjs", ...names]).ended;
const lastLine = (text: string): string | undefined => text.trimEnd().split("\n").at(-1);

test("a gate that holds is one test, and its output is not shown", async () => {
  await tool("oxfmt", "echo chatter");
  const { status, stdout } = await check("format");
  expect(stdout).toMatch(/^ok {5}format [\d.]+ s\n1 passed, 0 failed\n$/u);
  expect(status).toBe(0);
});

test("a gate that fails shows its output, and the others run all the same", async () => {
  await tool("oxfmt", "printf '\\033[31mnot\\033[0m formatted\\n'; echo why >&2; exit 1");
  await tool("oxlint", "exit 0");
  await tool("tsc", "exit 0");
  const { status, stdout } = await check("format", "lint");
  expect(stdout).toMatch(/^FAILED format .*\n {4}\$ oxfmt --check\n {4}not formatted\n {4}why\n/u);
  expect(stdout).toMatch(/\nok {5}lint .*\n1 passed, 1 failed\n$/u);
  expect(status).toBe(1);
});

test("a step that fails ends its gate", async () => {
  await tool("tsc", 'echo "tsc $1" >> steps; [ "$1" = -p ]');
  expect(lastLine((await check("types")).stdout)).toBe("0 passed, 1 failed");
  expect(await clone.read("steps")).toBe("tsc -b\n");
});

test("a tool that is missing is a failure that says so", async () => {
  const { status, stdout } = await check("knip");
  expect(stdout).toContain("knip could not be started");
  expect([status, lastLine(stdout)]).toEqual([1, "0 passed, 1 failed"]);
});

test("tests are counted from the report, the skipped ones by name", async () => {
  await tool("vitest", vitest(["passed", "passed", "skipped", "todo"], 0, 0));
  const { status, stdout } = await check("unit");
  expect(stdout).toMatch(/^ok {5}unit tests \(2 passed, 0 failed, 2 skipped\) /u);
  expect(stdout).toContain(
    "skipped: a.test.ts > t2\nskipped: a.test.ts > t3\n2 passed, 0 failed, 2 skipped\n",
  );
  expect(status).toBe(0);
});

test("failed tests and errors outside of tests are counted, and the output is shown", async () => {
  await tool("vitest", vitest(["passed", "failed"], 2, 1));
  const { status, stdout } = await check("unit");
  expect(stdout).toContain("    vitest was here: run --project unit\n");
  expect([status, lastLine(stdout)]).toEqual([1, "1 passed, 3 failed"]);
});

test("a runner that wrote no report is a failure", async () => {
  await tool("vitest", "exit 0");
  expect(lastLine((await check("unit")).stdout)).toBe("0 passed, 1 failed");
});

test("tests whose preparation fails are one failure", async () => {
  await tool("vitest", vitest(["passed"], 0, 0));
  expect(lastLine((await check("docs")).stdout)).toBe("0 passed, 1 failed");
});

test("an unknown gate", async () => {
  const { status, stdout, stderr } = await check("units");
  expect(stderr).toMatch(
    /^no gate "units"; the gates are: format, lint, types, .*unit, process\n$/u,
  );
  expect([status, stdout]).toEqual([2, ""]);
});

test("children know no telemetry, no colours and no npm around us", async () => {
  await tool("oxfmt", "env > seen");
  await clone.node(["scripts/test.mjs", "format"], { npm_config_loglevel: "silent", INIT_CWD: "/" })
    .ended;
  const seen = await clone.read("seen");
  expect(seen).toMatch(/^TURBO_TELEMETRY_DISABLED=1$/mu);
  expect(seen).toMatch(/^DO_NOT_TRACK=1$/mu);
  expect(seen).not.toMatch(/npm_config_loglevel|INIT_CWD/u);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends the gates and all they started", async (signal, status) => {
  await tool("oxfmt", "sleep 60 & echo $! > begun; wait");
  const run = clone.node(["scripts/test.mjs", "format"]);
  await expect.poll(() => clone.read("begun"), patience).toMatch(/^\d+\n$/u);
  run.child.kill(signal);
  expect((await run.ended).status).toBe(status);
  const sleeper = Number(await clone.read("begun"));
  await expect.poll(() => isAlive(sleeper), patience).toBe(false);
});

/** Whether a process runs; one that ended and waits for its parent to notice does not. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat !== "" && !/\) Z /u.test(stat);
}

test("a set-up that fails ends with the closing line too", async () => {
  await clone.write("pnpm-lock.yaml", "changed");
  await clone.npx("exit 1");
  const { status, stdout } = await check();
  expect([status, stdout]).toEqual([1, "0 passed, 1 failed\n"]);
});
