/**
 * Puts every peer under the suite, one after the other, and writes docs/conformance-of-others.md:
 * `pnpm conformance:others [name…]`. Takes some minutes; limits are waited for.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { CaseReport } from "@g4f/conformance";

import { fair } from "./lacks.ts";
import { renderPage, type Row } from "./page.ts";
import type { Peer } from "./peer.ts";
import { PEERS } from "./peers.ts";

const PAGE = new URL("../../docs/conformance-of-others.md", import.meta.url);

async function casesOf({ name }: Peer): Promise<readonly CaseReport[]> {
  const folder = await mkdtemp(join(tmpdir(), "g4f-peer-"));
  try {
    const file = join(folder, "report.json");
    const script = new URL("./one.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [...process.execArgv, script, name, file], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const status = await new Promise((resolve) => child.once("close", resolve));
    if (status !== 0)
      throw new Error(`the suite did not get through ${name}: status ${String(status)}`);
    return JSON.parse(await readFile(file, "utf8")) as readonly CaseReport[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The version of an installed package, whatever it exports. */
async function versionOf(name: string): Promise<string> {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const path of paths) {
    const text = await readFile(join(path, name, "package.json"), "utf8").catch(() => undefined);
    if (text !== undefined) return (JSON.parse(text) as { readonly version: string }).version;
  }
  throw new Error(`${name} is not installed`);
}

async function rowOf(peer: Peer): Promise<Row> {
  const cases = (await casesOf(peer)).map((one) => fair(peer.name, one));
  const versions = await Promise.all(
    peer.packages.map(async (name) => `${name} ${await versionOf(name)}`),
  );
  const again = cases.filter(({ attempts }) => attempts > 1).length;
  const passed = cases.filter(({ status }) => status === "passed").length;
  console.log(`${peer.name}: ${passed} as the rules say, ${again} tried again`);
  return { peer, versions, cases };
}

const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const peer of PEERS) {
  if (wanted.length === 0 || wanted.includes(peer.name)) rows.push(await rowOf(peer));
}
const today = new Date().toISOString().slice(0, 10);
await writeFile(PAGE, renderPage(rows, today));
