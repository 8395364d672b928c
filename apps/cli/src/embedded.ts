import type { ProviderSettings } from "@g4f/core";

/** A server in this process, and how `OpenAssistant` reaches it. */
export interface Embedded extends AsyncDisposable {
  readonly url: string;
  readonly settings: ProviderSettings;
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
  const settings = { baseUrl: url, cookies: { [name]: value } };
  return { url, settings, [Symbol.asyncDispose]: () => server.close() };
}
