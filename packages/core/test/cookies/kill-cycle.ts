import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { openCookieJar } from "../../src/cookies.ts";

const WRITER = fileURLToPath(new URL("jar-writer.ts", import.meta.url));

/** What a cycle of kills came to. */
export interface KillReport {
  /** Changes that were told to be on the disk before the kills. */
  readonly told: number;
  /** How long, in ms, the jar took to open and to take one more change. */
  readonly readyMs: number;
}

/**
 * Lets `writers` processes change one jar at once, and kills each with SIGKILL at a moment of chance, once
 * it has written. Then opens the jar.
 * @throws Error where it cannot be read, or something that was told to be on the disk is not there.
 */
export async function killCycle(file: string, writers: number): Promise<KillReport> {
  const warnings: string[] = [];
  const counts = await Promise.all(
    Array.from({ length: writers }, async (_, id) => await writeAndKill(file, `w${id}`)),
  );
  const began = performance.now();
  const jar = await openCookieJar(file, { onWarning: ({ message }) => warnings.push(message) });
  await jar.set("after.test", { at: String(Math.random()) });
  const readyMs = performance.now() - began;
  for (const [id, told] of counts.entries()) {
    const { count } = await jar.get(`w${id}.test`);
    if (Number(count) < told) throw new Error(`w${id} told ${told}, the jar has ${count}`);
    await jar.set(`w${id}.test`, null);
  }
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
  return { told: counts.reduce((sum, count) => sum + count, 0), readyMs };
}

/** The last count that the writer printed. */
async function writeAndKill(file: string, id: string): Promise<number> {
  const child = spawn(process.execPath, ["--conditions=@g4f/source", WRITER, file, id], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const enough = 1 + Math.floor(Math.random() * 6);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    // Somewhere within the next change.
    if (countOf(printed) >= enough) setTimeout(() => child.kill("SIGKILL"), Math.random() * 4);
  });
  await closed;
  if (child.signalCode !== "SIGKILL")
    throw new Error(`the writer ended by itself: ${child.exitCode}`);
  return countOf(printed);
}

/** Of the last whole line. */
function countOf(printed: string): number {
  return Number(printed.split("\n").at(-2) ?? 0);
}
