import type { Provider } from "@g4f/core/registry";
import { createOpenAssistantServer } from "@g4f/openassistant-server";

import type { Terminal } from "../terminal.ts";

/** Who answers, as a provider and a model of it. */
export interface Responder {
  readonly responder: Provider;
  readonly model?: string;
}

/** Where Open Assistant's API is served, and how. */
export interface OpenAssistantOptions extends Responder {
  readonly host: string;
  readonly port: number;
  readonly cancelOnDisconnect?: boolean;
}

/**
 * Serves Open Assistant's API until it is disposed. Address and secrets go to stdout, once.
 * @throws ProviderError where the port is taken.
 */
export async function startOpenAssistant(
  options: OpenAssistantOptions,
  terminal: Terminal,
): Promise<AsyncDisposable> {
  const server = createOpenAssistantServer(options);
  const { url } = await server.listen();
  const { cookie, bearer } = server.secrets;
  terminal.stdout.write(
    [
      `Open Assistant's API at ${url}, answered by ${options.responder.manifest.name}; Ctrl-C ends it.`,
      `website API, cookie:      ${cookie}`,
      `inference API, bearer:    ${bearer}`,
      "Try it from another terminal:",
      `  OPENASSISTANT_COOKIE='${cookie}' g4f ask --provider openassistant --base-url ${url} "Hello"`,
      "",
    ].join("\n"),
  );
  return server;
}
