import type { Answer, SeenCall } from "@g4f/conformance/testing";

import { run } from "../../src/run.ts";
import type { Terminal } from "../../src/terminal.ts";
import { testTerminal, type Outcome, type Setting } from "../g4f.ts";
import { upstream } from "../upstreams.ts";

/** How a question went, and what reached the server. */
export interface Asked extends Outcome {
  readonly calls: readonly SeenCall[];
}

/** `g4f ask` with a server on loopback behind it that speaks Ollama's wire. */
export async function askWith(
  args: readonly string[],
  answers: readonly Answer[],
  setting: Setting = {},
  stdin?: Terminal["stdin"],
): Promise<Asked> {
  await using server = await upstream("ollama", ...answers);
  const own = testTerminal({
    ...setting,
    env: { OLLAMA_BASE_URL: server.baseUrl, ...setting.env },
  });
  const terminal = stdin === undefined ? own : { ...own, stdin };
  const all = ["ask", "-p", "ollama", "-m", "small", ...args, "Hello"];
  const status = await run(all, terminal, "1.2.3");
  return { status, ...own.said, calls: server.calls };
}
