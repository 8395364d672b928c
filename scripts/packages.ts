/** `npm test -- packages`: packs what is built of each public package, and checks the tarballs. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { lintTarball } from "./lib/lint-tarball.ts";
import { packAll } from "./lib/pack.ts";
import { root } from "./lib/root.ts";
import { endCommandsOnSignals } from "./lib/run-command.ts";

endCommandsOnSignals();
const folder = await mkdtemp(join(tmpdir(), "g4f-packages-"));
try {
  for (const { name, file } of await packAll(root, folder)) {
    const problems = await lintTarball(file);
    process.stdout.write(`${name}: ${problems.length === 0 ? "good" : problems.join("\n  ")}\n`);
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
