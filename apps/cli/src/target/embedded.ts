import type { ProviderSettings } from "@g4f/core";

/** A server in this process, and how a provider reaches it. */
export interface Embedded extends AsyncDisposable {
  readonly provider: string;
  readonly settings: ProviderSettings;
  /** One line that says who answers in truth. */
  readonly banner: string;
}

/**
 * Starts a server for Open Assistant's protocol on a free loopback port, answered by Eliza: the way of
 * a real call, without a network or a model.
 */
export async function startEmbedded(): Promise<Embedded> {
  // Only who is offline pays for a web server.
  const { createOpenAssistantServer } = await import("@g4f/openassistant-server");
  const server = createOpenAssistantServer();
  const { url } = await server.listen();
  const { name, value } = server.secrets.sessionCookie;
  return {
    provider: "openassistant",
    settings: { baseUrl: url, cookies: { [name]: value } },
    banner: `offline: OpenAssistant at ${url}, embedded and answered by Eliza, a rule program; --provider <name> asks another`,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
