// Records docs/chat.cast (https://docs.asciinema.org/manual/asciicast/v2/) and its last picture, docs/chat.svg,
// from a real chat on a pseudo-terminal: node --conditions=@g4f/source scripts/cast.ts
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { pictureOf } from "../apps/cli/test/picture.ts";
import { startPty } from "../apps/cli/test/pty.ts";
import { root } from "./lib/root.ts";

const size = { columns: 80, rows: 24 };
const PROMPT = "> \u001B[22m\u001B[3G";
const TYPED_MS = 55;
const READ_MS = 1_400;

const home = mkdtempSync(join(tmpdir(), "g4f-cast-"));
const events: string[] = [];
let began = 0;
let output = "";
const args = ["chat", "--provider", "eliza", "--option", "delayMs=90"];
await using pty = startPty(args, { HOME: home, TERM: "xterm-256color" }, size);
pty.onOutput((text) => {
  began ||= performance.now();
  const seconds = Number(((performance.now() - began) / 1000).toFixed(3));
  events.push(JSON.stringify([seconds, "o", text]));
  output += text;
});

/** Types a line as somebody would, and waits for what comes of it. */
async function say(line: string, then: () => Promise<unknown>): Promise<void> {
  await sleep(READ_MS);
  for (const key of line) {
    pty.type(key);
    await sleep(TYPED_MS);
  }
  pty.type("\r");
  await then();
}

const prompt = (): Promise<string> => pty.until(PROMPT);
await prompt();
await say("Hello", prompt);
await say("My brother never answers my letters", prompt);
await say("I dream of the sea, and of ships", async () => {
  // The middle of the answer.
  await pty.until("dreaming");
  pty.type("\u0003");
  await prompt();
});
await say("/retry", prompt);
await say("/save letters", prompt);
await sleep(READ_MS);
pty.type("\u0004");
const status = await pty.exited;
if (status !== 0) throw new Error(`the chat ended with ${status}:\n${output}`);
rmSync(home, { recursive: true });

const { columns: width, rows: height } = size;
const header = {
  version: 2,
  width,
  height,
  title: `g4f ${args.join(" ")}`,
  env: { TERM: "xterm-256color" },
};
writeFileSync(
  join(root, "docs", "chat.cast"),
  `${[JSON.stringify(header), ...events].join("\n")}\n`,
);
writeFileSync(join(root, "docs", "chat.svg"), await pictureOf(output, size));
process.stdout.write(`docs/chat.cast: ${events.length} events; docs/chat.svg\n`);
