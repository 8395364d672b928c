import { inUrl, LOOPBACK } from "@g4f/core/listen";

/**
 * @throws TypeError where the world would reach a server whose key nobody chose: a random one that is
 * printed once is for the person at this machine.
 */
export function checkAddress(host: string, hasKeys: boolean): void {
  if (hasKeys || LOOPBACK.includes(host)) return;
  throw new TypeError(
    `to listen at ${JSON.stringify(host)} the gateway needs keys of its own: give \`keys\`, or listen at 127.0.0.1`,
  );
}

/** The URL of a server that listens at `host`, as this machine reaches it. */
export function urlOf(host: string, port: number): string {
  const name = host === "::" || host === "0.0.0.0" ? "127.0.0.1" : host;
  return `http://${inUrl(name)}:${String(port)}`;
}
