#!/usr/bin/env node
import { readFileSync } from "node:fs";

import { keepCompiledCode } from "./compile-cache.ts";

keepCompiledCode(process.env);
// What is imported before the line above is compiled anew each time.
const { processTerminal } = await import("./process-terminal.ts");
const { run } = await import("./run.ts");

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

const terminal = processTerminal();
process.exitCode = await run(process.argv.slice(2), terminal, manifest.version);
if (terminal.isHurried) process.exit();
