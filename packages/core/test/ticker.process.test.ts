import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

const TICKER = fileURLToPath(new URL("../src/ticker.ts", import.meta.url));

/** Runs a program that has a ticker of 60 s; gives what it prints. */
function printed(program: string): string {
  const source = `
    const { tickerOf } = await import(${JSON.stringify(TICKER)});
    const [ticker, member] = [tickerOf(60_000), { tick() {} }];
    process.on("exit", () => console.log(process.getActiveResourcesInfo().includes("Timeout")));
    ${program}`;
  const args = ["--input-type=module", "-e", source];
  return execFileSync(process.execPath, args, { encoding: "utf8", timeout: 20_000 }).trim();
}

test("a timer that nobody wants any more does not keep the process", () => {
  expect(printed("ticker.add(member); ticker.delete(member);")).toBe("false");
});

test("a timer that somebody wants again does", () => {
  const again = "ticker.add(member); ticker.delete(member); ticker.add(member);";
  expect(printed(`${again} setImmediate(() => process.exit());`)).toBe("true");
});
