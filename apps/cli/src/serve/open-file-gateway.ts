import { ConfigFileError } from "@g4f/config-file";
import { defined } from "@g4f/core/kit";
import { openGateway } from "@g4f/gateway/config";

import { debugLogger } from "../debug-logger.ts";
import { CliError } from "../exit-status.ts";
import { createRegistry } from "../target/create-registry.ts";
import type { Terminal } from "../terminal.ts";
import type { Served, ServeFlags } from "./serve-gateway.ts";

/** Flags that say who answers; the file says it. */
const OF_TARGETS = [
  "provider",
  "model",
  "route",
  "baseUrl",
  "proxy",
  "cookies",
  "account",
  "timeout",
  "option",
] as const;

/**
 * A gateway as a file has it.
 * @throws CliError `config` with file and line; `usage` for flags that say something else.
 */
export async function openFileGateway(
  file: string,
  flags: ServeFlags,
  terminal: Terminal,
  tell: (line: string) => void,
): Promise<Served> {
  const flag = OF_TARGETS.find((name) => flags[name] !== undefined);
  if (flag !== undefined) {
    const words = flag === "baseUrl" ? "base-url" : flag;
    throw new CliError("usage", `--config says what is served: leave out --${words}, or --config`);
  }
  const { host, port, debug = false, log = false } = flags;
  const opened = await openGateway(
    defined({
      file,
      known: () => createRegistry(debug ? debugLogger(terminal.stderr) : undefined),
      env: terminal.env,
      warn: tell,
      listen: defined({ host, port }),
      log: log ? terminal.stderr : undefined,
    }),
  ).catch((error: unknown) => {
    throw error instanceof ConfigFileError ? new CliError("config", error.message) : error;
  });
  const [first] = await opened.catalog().list();
  return {
    gateway: opened.gateway,
    banner: `${file} says who answers`,
    model: first?.id ?? "",
    reload: opened.reload,
    responder: async (named = first?.id ?? "") => {
      const found = await opened.catalog().find(named);
      if (found === undefined) throw new CliError("usage", `${file} serves no model ${named}`);
      return defined({ responder: found.provider, model: found.model });
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
