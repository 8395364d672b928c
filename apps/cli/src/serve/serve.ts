import { CliError } from "../exit-status.ts";
import { createRegistry } from "../target/create-registry.ts";
import type { Terminal } from "../terminal.ts";

/** What `g4f openassistant serve` was told on its command line. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** `name` or `name:model` of the provider that answers. */
  readonly responder: string;
  readonly cancelOnDisconnect?: boolean;
}

/**
 * Serves Open Assistant's protocol until the terminal's signal. Address and secrets go to stdout, once.
 * @throws ProviderError where the port is taken or the responder unknown.
 */
export async function serveOpenAssistant(options: ServeOptions, terminal: Terminal): Promise<void> {
  if (!["127.0.0.1", "localhost", "::1"].includes(options.host)) {
    throw new CliError("invalid_request", "--host must be 127.0.0.1, localhost or ::1");
  }
  const { createOpenAssistantServer } = await import("@g4f/openassistant-server");
  await using registry = createRegistry();
  const { provider, model } = await registry.resolve(options.responder);
  await using server = createOpenAssistantServer({
    responder: provider,
    host: options.host,
    port: options.port,
    cancelOnDisconnect: options.cancelOnDisconnect ?? false,
    ...(model === undefined ? {} : { model }),
  });
  const { url } = await server.listen();
  const { cookie, bearer } = server.secrets;
  terminal.stdout.write(
    [
      `Open Assistant's API at ${url}, answered by ${provider.manifest.name}; Ctrl-C ends it.`,
      `website API, cookie:      ${cookie}`,
      `inference API, bearer:    ${bearer}`,
      "Try it from another terminal:",
      `  OPENASSISTANT_COOKIE='${cookie}' g4f ask --provider openassistant --base-url ${url} "Hello"`,
      "",
    ].join("\n"),
  );
  await new Promise<void>((resolve) => {
    if (terminal.signal.aborted) resolve();
    else terminal.signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
