import type { Gateway } from "@g4f/gateway";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Choice } from "../target/choice.ts";
import type { Terminal } from "../terminal.ts";
import { aborted } from "./aborted.ts";
import type { Responder } from "./open-assistant.ts";

/** What `g4f serve` was told on its command line. */
export interface ServeFlags extends Choice {
  readonly host?: string;
  readonly port?: number;
  /** True, or the model that answers there. */
  readonly openassistant?: boolean | string;
  readonly log?: boolean;
}

/** A gateway that does not listen yet, and what was opened for it. */
export interface Served extends AsyncDisposable {
  readonly gateway: Gateway;
  /** Who answers, and why, or where that is written. */
  readonly banner: string;
  /** A model that is served, for the example. */
  readonly model: string;
  /** Who answers at Open Assistant's API. @throws CliError `usage` where nobody does. */
  readonly responder: (model: string | undefined) => Promise<Responder>;
  /** Reads the configuration again, where there is one. */
  readonly reload?: () => Promise<void>;
}

/**
 * Serves until the terminal's signal, and then until the running answers have ended. Address and key go
 * to stdout, the key once.
 * @throws CliError `usage`, `config` or `io`, and as `openTarget`.
 */
export async function serveGateway(flags: ServeFlags, terminal: Terminal): Promise<void> {
  const tell = (line: string): void => void terminal.stderr.write(`g4f: ${neutraliseLine(line)}\n`);
  await using served = await open(flags, terminal, tell);
  const { gateway } = served;
  const { url } = await gateway.listen().catch((error: unknown) => {
    throw unavailable(error);
  });
  tell(served.banner);
  terminal.stdout.write(welcome(url, served));
  await using _assistant = await openAssistant(served, flags, terminal);
  using _reloads = reloading(served, terminal, tell);
  await aborted(terminal.signal);
  tell("stopping: running answers may end; another signal ends them");
  await gateway.drain();
}

async function open(
  flags: ServeFlags,
  terminal: Terminal,
  tell: (line: string) => void,
): Promise<Served> {
  if (flags.system !== undefined) {
    throw new CliError("usage", "--system is for one question: clients send their own with each");
  }
  if (flags.config === undefined) {
    const { openTargetGateway } = await import("./open-target-gateway.ts");
    return await openTargetGateway(flags, terminal, tell);
  }
  const { openFileGateway } = await import("./open-file-gateway.ts");
  return await openFileGateway(flags.config, flags, terminal, tell);
}

function welcome(url: string, { gateway: { secret }, model }: Served): string {
  const key = secret ?? "<a key of the configuration>";
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] });
  const shown = neutraliseLine(body).replaceAll("'", String.raw`'\''`);
  return [
    `Gateway at ${url}; Ctrl-C ends it.`,
    ...(secret === undefined ? [] : [`Key, shown this once: ${secret}`]),
    "Try it from another terminal:",
    `  curl ${url}/v1/chat/completions -H 'authorization: Bearer ${key}' -H 'content-type: application/json' -d '${shown}'`,
    "",
  ].join("\n");
}

async function openAssistant(
  served: Served,
  { openassistant = false }: ServeFlags,
  terminal: Terminal,
): Promise<AsyncDisposable | undefined> {
  if (openassistant === false) return undefined;
  const responder = await served.responder(openassistant === true ? undefined : openassistant);
  const { startOpenAssistant } = await import("./open-assistant.ts");
  return await startOpenAssistant({ ...responder, host: "127.0.0.1", port: 0 }, terminal);
}

function reloading(
  { reload }: Served,
  { onHangup }: Terminal,
  tell: (line: string) => void,
): Disposable | undefined {
  if (reload === undefined) return undefined;
  return onHangup?.(() => {
    reload().then(
      () => tell("the configuration was read again and holds"),
      (error: Error) => tell(`${error.message}; the configuration from before stays in force`),
    );
  });
}

/** The port may be of the flag, of the file or the default: the system tells which. */
function unavailable(error: unknown): CliError {
  const { code, port = 0 } = error as NodeJS.ErrnoException & { readonly port?: number };
  const isTaken = code === "EADDRINUSE";
  const why = isTaken ? `port ${port} is taken: --port 0 takes any that is free` : reasonOf(error);
  return new CliError("io", `the gateway cannot listen: ${why}`);
}
