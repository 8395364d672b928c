/** What tells where it listens; `node:net`'s servers do. */
export interface Bound {
  readonly address: () => { readonly port: number } | string | null;
}

/** The port at which a server listens; 0 where it does not, or listens at no port. */
export function portOf(server: Bound): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
