/**
 * `pnpm release --dry-run`: versions, builds and packs a copy of the repository as it stands, and
 * uses the tarballs as a user would, in a project of npm. Changes nothing, publishes nothing.
 * `pnpm release:version`: turns the changesets into versions and changelogs, to be committed.
 * `pnpm release`: builds afresh and publishes what is committed.
 */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { tryAsUser } from "./lib/consumer.ts";
import { mustRun } from "./lib/must-run.ts";
import { tryOutside } from "./lib/outside.ts";
import { packAll } from "./lib/pack.ts";
import { root } from "./lib/root.ts";
import { endCommandsOnSignals } from "./lib/run-command.ts";
import { applyChangesets, pendingChangesets, staleVersionConstants } from "./lib/versions.ts";
import { copyRepository } from "./lib/work-copy.ts";

const tell = (line: string): void => void process.stdout.write(`release: ${line}\n`);

/** Builds everything anew: what an earlier build left would be packed. */
async function build(folder: string): Promise<void> {
  await mustRun("pnpm", ["run", "clean"], folder);
  await mustRun("tsc", ["-b"], folder);
}

async function dryRun(): Promise<void> {
  const temp = await realpath(await mkdtemp(join(tmpdir(), "g4f-release-")));
  try {
    const copy = join(temp, "repository");
    await copyRepository(root, copy);
    tell(await applyChangesets(copy));
    await build(copy);
    const tarballs = await packAll(copy, join(temp, "tarballs"));
    tell(`packed ${tarballs.length} packages`);
    const user = join(temp, "consumer");
    await tryAsUser(user, tarballs, tell);
    await tryOutside(join(temp, "outside"), user, tarballs, tell);
    tell("this was a dry run: nothing was published");
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function publish(): Promise<void> {
  if ((await mustRun("git", ["status", "--porcelain"], root)) !== "") {
    throw new Error("the work tree has changes: commit or remove them, then release");
  }
  const pending = await pendingChangesets(root);
  if (pending.length > 0) {
    throw new Error(
      `changesets wait for a version (${pending.join(", ")}): run pnpm release:version and commit`,
    );
  }
  const stale = await staleVersionConstants(root);
  if (stale.length > 0) {
    throw new Error(`src/version.ts is out of date in ${stale.join(", ")}: run release:version`);
  }
  await build(root);
  tell((await mustRun("changeset", ["publish"], root)).trim());
}

const modes: Readonly<Record<string, () => Promise<void>>> = {
  "--dry-run": dryRun,
  version: async () => tell(await applyChangesets(root)),
  publish,
};

async function main([mode = "publish", ...rest]: readonly string[]): Promise<void> {
  const run = Object.hasOwn(modes, mode) && rest.length === 0 ? modes[mode] : undefined;
  if (run === undefined) throw new Error("it takes nothing, or one of: --dry-run, version");
  await run();
}

endCommandsOnSignals();
try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`release: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
