import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { textOf } from "@g4f/core";

import { readChat } from "../../src/chats/read-chat.ts";
import { Transcript } from "../../src/chats/transcript.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const QUESTIONS = "My mother writes long letters to me\nI dream of the sea\n".repeat(50);

/** What a cycle does. */
export interface KillOptions {
  /** Home of the chats; those that are there go on. */
  readonly home: string;
  readonly streams: number;
  /** Between two words of an answer. */
  readonly delayMs: number;
  /** How long after its first word each process is killed: so many ms, at least and at most. */
  readonly afterMs: readonly [number, number];
  /** What was printed so many ms before the end must have been kept. */
  readonly lossMs: number;
}

/** What was found. */
export interface KillReport {
  readonly chats: number;
  /** Half lines that were left. */
  readonly torn: number;
  /** Answers that were kept in part. */
  readonly partial: number;
}

interface Printed {
  readonly at: number;
  readonly text: string;
}

/**
 * Starts chats, kills each with SIGKILL at a time of its own, and reads them all.
 * @throws Error where a file cannot be read, or misses what was printed before the last moments.
 */
export async function killCycle(options: KillOptions): Promise<KillReport> {
  const folder = join(options.home, ".local", "share", "g4f", "chats");
  const names = chatsIn(folder);
  const kept = await Promise.all(names.map(async (name) => (await read(folder, name)).text));
  const runs = Array.from({ length: options.streams }, (_, index) =>
    oneChat(names[index], options),
  );
  const printed = await Promise.all(runs);
  const after = chatsIn(folder);
  let torn = 0;
  let partial = 0;
  const texts: string[] = [];
  for (const name of after) {
    const chat = await read(folder, name);
    torn += chat.isTorn ? 1 : 0;
    partial += chat.isPartial ? 1 : 0;
    const index = names.indexOf(name);
    texts.push(index < 0 ? chat.text : chat.text.slice((kept[index] ?? "").length).trimStart());
  }
  for (const text of printed) {
    if (texts.some((own) => own.startsWith(text))) continue;
    throw new Error(
      `printed, and not kept: ${JSON.stringify(text)}; there is ${JSON.stringify(texts)}`,
    );
  }
  return { chats: after.length, torn, partial };
}

/** Resolves with what was printed by the time that counts. */
async function oneChat(name: string | undefined, options: KillOptions): Promise<string> {
  const more = name === undefined ? [] : ["--continue", name];
  const args = ["chat", "--provider", "eliza", "--option", `delayMs=${options.delayMs}`, ...more];
  const child = spawn(process.execPath, ["--conditions=@g4f/source", MAIN, ...args], {
    env: { HOME: options.home },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.on("error", () => {});
  child.stdin.write(QUESTIONS);
  const printed: Printed[] = [];
  const closed = new Promise<void>((resolve) => void child.once("close", () => resolve()));
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      printed.push({ at: performance.now(), text: chunk.toString() });
      resolve();
    });
    void child.once("close", () => resolve());
  });
  // The moment of the kill is what is varied.
  const [soonest, latest] = options.afterMs;
  await sleep(soonest + Math.random() * (latest - soonest));
  const end = performance.now() - options.lossMs;
  child.kill("SIGKILL");
  await closed;
  const before = printed.filter(({ at }) => at < end);
  return before
    .map(({ text }) => text)
    .join("")
    .trimEnd();
}

function chatsIn(folder: string): readonly string[] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
    return files.map((file) => file.slice(0, -".jsonl".length)).toSorted();
  } catch {
    return [];
  }
}

async function read(
  folder: string,
  name: string,
): Promise<{ readonly text: string; readonly isTorn: boolean; readonly isPartial: boolean }> {
  const { records, warning } = await readChat(join(folder, `${name}.jsonl`));
  const { turns } = new Transcript(records);
  const texts = turns.map(({ answer }) => textOf(answer?.message.content).trimEnd());
  return {
    text: texts.filter((text) => text !== "").join("\n"),
    isTorn: warning !== undefined,
    isPartial: turns.at(-1)?.answer?.partial === true,
  };
}
