import { LOOPBACK } from "@g4f/core/listen";

import { CliError } from "../exit-status.ts";
import { createRegistry } from "../target/create-registry.ts";
import type { Terminal } from "../terminal.ts";
import { aborted } from "./aborted.ts";

/** What `g4f openassistant serve` was told on its command line. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** `name` or `name:model` of the provider that answers. */
  readonly responder: string;
  readonly cancelOnDisconnect?: boolean;
}

/**
 * Serves Open Assistant's protocol until the terminal's signal.
 * @throws ProviderError where the port is taken or the responder unknown.
 */
export async function serveOpenAssistant(options: ServeOptions, terminal: Terminal): Promise<void> {
  const { host, port, cancelOnDisconnect = false } = options;
  if (!LOOPBACK.includes(host)) {
    throw new CliError("invalid_request", "--host must be 127.0.0.1, localhost or ::1");
  }
  const { startOpenAssistant } = await import("./open-assistant.ts");
  await using registry = createRegistry();
  const { provider: responder, model } = await registry.resolve(options.responder);
  const server = { responder, host, port, cancelOnDisconnect };
  await using _ = await startOpenAssistant(
    model === undefined ? server : { ...server, model },
    terminal,
  );
  await aborted(terminal.signal);
}
