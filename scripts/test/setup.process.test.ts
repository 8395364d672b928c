import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { FreshClone } from "./fresh-clone.ts";

// They start many processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const patience = { timeout: 30_000 };

let clone: FreshClone;

beforeEach(async () => {
  clone = await FreshClone.make();
});

afterEach(async () => {
  await clone.remove();
});

/** A fake npx that waits for the file `go` before it succeeds. */
const waiting = (): string =>
  `echo begun > begun\nwhile [ ! -e go ]; do sleep 0.02; done\n${clone.good}`;

/** The number of a process that has ended. */
const deadPid = (): number => spawnSync("true").pid;

describe("first and later start", () => {
  test("the first installs the frozen lockfile with the pinned pnpm, the second does not", async () => {
    const first = await clone.start(["ask", "hi"]).ended;
    expect(first).toMatchObject({ status: 0, stdout: "--offline ask hi\n" });
    expect(first.stderr).toMatch(
      /set-up: installing .*pnpm 12\.0\.0[\s\S]*set-up: done in [\d.]+ s\n$/u,
    );
    const second = await clone.start(["ask", "hi"]).ended;
    expect(second).toEqual({ status: 0, signal: null, stdout: "--offline ask hi\n", stderr: "" });
    expect(await clone.calls()).toEqual([
      expect.stringMatching(/pnpm@12\.0\.0 install --frozen-lockfile$/u),
    ]);
    expect(await clone.state()).toEqual(["install.log", "stamp"]);
  });

  test.each([
    "package.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "packages/core/package.json",
  ])("a changed %s is installed", async (file) => {
    await clone.start([]).ended;
    await clone.write(file, '{ "type": "module", "packageManager": "pnpm@12.0.0", "x": 1 }');
    await clone.start([]).ended;
    expect(await clone.calls()).toHaveLength(2);
  });

  test("a lost Node 24 is installed again, after removing the rest", async () => {
    await clone.start([]).ended;
    await clone.npx(`rm -rf tools/none\n${clone.good}`);
    await clone.write("node_modules/left", "");
    spawnSync("rm", [join(clone.folder, "node_modules/node/bin/node")]);
    expect((await clone.start([]).ended).status).toBe(0);
    expect(existsSync(join(clone.folder, "node_modules/left"))).toBe(false);
  });

  test("npx runs without the caller's NODE_ENV, npm's silence and our own node_modules/.bin", async () => {
    await clone.npx(`env > seen\n${clone.good}`);
    const own = join(clone.folder, "node_modules", ".bin");
    await clone.start([], {
      NODE_ENV: "production",
      npm_config_loglevel: "silent",
      PATH: `${own}:${join(clone.folder, "tools")}:/usr/bin:/bin`,
    }).ended;
    const seen = await clone.read("seen");
    expect(seen).toMatch(/^npm_config_loglevel=error$/mu);
    expect(seen).not.toMatch(/NODE_ENV|node_modules\/\.bin/u);
  });
});

describe("two at once", () => {
  test("the second waits, says so, and installs nothing", async () => {
    await clone.npx(waiting());
    const first = clone.start(["one"]);
    await first.says("installing");
    const second = clone.start(["two"]);
    await second.says(`waiting for another set-up (process ${first.child.pid})`);
    await clone.write("go", "");
    expect(await first.ended).toMatchObject({ status: 0, stdout: "--offline one\n" });
    expect(await second.ended).toMatchObject({ status: 0, stdout: "--offline two\n" });
    expect(await clone.calls()).toHaveLength(1);
    expect(await clone.state()).toEqual(["install.log", "stamp"]);
  });

  test("eight at once install once", async () => {
    const runs = Array.from({ length: 8 }, () => clone.start([]).ended);
    expect((await Promise.all(runs)).map(({ status }) => status)).toEqual(Array(8).fill(0));
    expect(await clone.calls()).toHaveLength(1);
  });

  test("the lock of a dead process is taken over, by one of many", async () => {
    await clone.write(".setup/lock.1", `${deadPid()}\n`);
    const runs = Array.from({ length: 4 }, () => clone.start([]).ended);
    expect((await Promise.all(runs)).map(({ status }) => status)).toEqual(Array(4).fill(0));
    expect(await clone.calls()).toHaveLength(1);
    expect(await clone.state()).toEqual(["install.log", "stamp"]);
  });

  test("the second goes on when the first fails", async () => {
    await clone.npx(`if [ -e go ]; then ${clone.good}; exit; fi\n${waiting()}\nexit 1`);
    const first = clone.start([]);
    await first.says("installing");
    const second = clone.start(["two"]);
    await second.says("waiting");
    await clone.write("go", "");
    expect((await first.ended).status).toBe(1);
    expect(await second.ended).toMatchObject({ status: 0, stdout: "--offline two\n" });
  });
});

describe("a failed set-up says what failed and leaves the way free", () => {
  test.each([
    [
      "npm error code ECONNREFUSED",
      "the package registry did not answer",
      "needs the network once",
    ],
    ["[WARN] x is optional and could not be fetched.", "the package registry did not answer", ""],
    ["store/v11/a0/9d4664: No space left on device (os error 28)", "the disk is full", "1 GB"],
    ["Error: ERR_PNPM_OUTDATED_LOCKFILE", "pnpm-lock.yaml does not fit", "--lockfile-only"],
    ["EROFS: read-only file system", "a folder cannot be written", "must be writable"],
    ["npm error code EINTEGRITY", "a package was not what the lockfile promises", "download"],
    ["strange", "the packages could not be installed", "run the same command again"],
  ])("%s", async (line, what, how) => {
    await clone.npx(`mkdir -p node_modules\necho half > node_modules/half\necho "${line}"\nexit 1`);
    const failed = await clone.start(["ask"]).ended;
    expect(failed).toMatchObject({ status: 1, stdout: "" });
    expect(failed.stderr).toContain(`  | ${line}\n`);
    expect(failed.stderr).toContain(`set-up: failed: ${what}`);
    expect(failed.stderr).toContain(how);
    expect(await clone.state()).toEqual(["install.log", "started"]);

    await clone.npx(clone.good);
    expect(await clone.start(["ask"]).ended).toMatchObject({
      status: 0,
      stdout: "--offline ask\n",
    });
    expect(existsSync(join(clone.folder, "node_modules/half"))).toBe(false);
    expect(await clone.state()).toEqual(["install.log", "stamp"]);
  });

  test("a tool that pnpm left out for want of a network fails although pnpm did not", async () => {
    await clone.npx(
      `${clone.good}\necho "[WARN] @x/y is an optional dependency that could not be fetched."`,
    );
    const failed = await clone.start([]).ended;
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("the package registry did not answer");
  });

  test("a message that pnpm broke over two lines is understood", async () => {
    await clone.npx("echo '  files/a0/9d46: No space'; echo '      left on device'; exit 1");
    expect((await clone.start([]).ended).stderr).toContain("set-up: failed: the disk is full");
  });

  test("only the last twenty lines of the log are shown", async () => {
    await clone.npx("for i in $(seq 100); do echo line-$i; done\nexit 1");
    const { stderr } = await clone.start([]).ended;
    expect(stderr.match(/ {2}\| line-\d+/gu)).toHaveLength(20);
    expect(stderr).toContain("line-81\n");
  });

  test("an installation without a Node 24 that runs", async () => {
    await clone.npx("true");
    const failed = await clone.start([]).ended;
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("Node 24 does not run although its package was installed");
  });

  test("no npx", async () => {
    const failed = await clone.start([], { PATH: join(clone.folder, "nothing") }).ended;
    expect(failed).toMatchObject({ status: 1, stdout: "" });
    expect(failed.stderr).toContain("npx was not found");
    expect(failed.stderr).toContain("npx comes with npm");
  });

  test("a host with an old Node", async () => {
    const old =
      'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.1.0"})';
    const failed = await clone.node(["--import", old, "scripts/start.mjs"]).ended;
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("Node 20 or newer is needed to set up, this is Node 18.1.0");
    expect(await clone.calls()).toEqual([]);
  });

  test("a folder that cannot hold the set-up's files", async () => {
    await clone.write(".setup", "a file");
    const failed = await clone.start([]).ended;
    expect(failed.status).toBe(1);
    expect(failed.stderr).toMatch(/set-up: failed: .*\n.*\.setup/u);
    expect(failed.stderr).not.toContain("    at ");
  });
});

describe("stopped set-up", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s ends npx and gives back the lock", async (signal, status) => {
    await clone.npx(`trap 'echo ended > ended; exit 1' INT TERM HUP\n${waiting()}`);
    const run = clone.start([]);
    await run.says("installing");
    await expect.poll(() => clone.read("begun"), patience).toBe("begun\n");
    run.child.kill(signal);
    expect(await run.ended).toMatchObject({ status, stdout: "" });
    expect(await clone.read("ended")).toBe("ended\n");
    expect(await clone.state()).toEqual(["install.log", "started"]);
  });

  test("SIGINT while waiting for another set-up", async () => {
    await clone.write(".setup/lock.1", `${process.pid}\n`);
    const run = clone.start([]);
    await run.says("waiting");
    run.child.kill("SIGINT");
    expect((await run.ended).status).toBe(130);
    expect(await clone.state()).toEqual(["lock.1"]);
  });
});

describe("the command line's end is ours", () => {
  test.each([
    ["process.exitCode = 7", 7],
    ['process.kill(process.pid, "SIGKILL")', 137],
    ['process.kill(process.pid, "SIGTERM")', 143],
  ])("%s", async (code, status) => {
    await clone.write("apps/cli/src/main.ts", `${code};\nsetTimeout(() => {}, 50);\n`);
    expect((await clone.start([]).ended).status).toBe(status);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s reaches it, once", async (signal) => {
    await clone.write(
      "apps/cli/src/main.ts",
      `const stay = setInterval(() => {}, 1000);
       let count = 0;
       process.on("${signal}", () => { count += 1; setTimeout(() => { clearInterval(stay); process.exitCode = count; }, 50); });
       console.error("running");`,
    );
    const run = clone.start([]);
    await run.says("running");
    run.child.kill(signal);
    run.child.kill(signal);
    expect((await run.ended).status).toBe(1);
  });

  test("it runs where npm was called", async () => {
    await clone.write("apps/cli/src/main.ts", "console.log(process.cwd());\n");
    const env = {
      npm_lifecycle_event: "start",
      npm_package_json: join(clone.folder, "package.json"),
    };
    const { stdout } = await clone.start([], { ...env, INIT_CWD: "/" }).ended;
    expect(stdout).toBe("/\n");
  });
});
