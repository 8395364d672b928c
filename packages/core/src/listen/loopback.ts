/** Addresses and names that only this machine reaches. */
export const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "::1"];

/** A host as a URL has it: an IPv6 address in brackets. */
export function inUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Whether a URL is on this machine, by one of the usual names. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.some((host) => inUrl(host) === hostname);
}
