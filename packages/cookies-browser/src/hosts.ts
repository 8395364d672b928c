/** Which rows of a database may be read: those of one domain, and nothing else. */
export interface HostFilter {
  /** For a WHERE clause, with `values` in its places. */
  readonly condition: string;
  readonly values: readonly string[];
}

/**
 * Rows whose column `column` says that `host`, or a host below it, is sent the cookie: its own, those of hosts
 * below, and those that a parent domain has for all below it.
 */
export function hostFilter(column: string, host: string): HostFilter {
  const isName = !/^[\d.]+$|^\[/.test(host);
  const labels = host.split(".");
  const parents = labels.slice(1, -1).map((_, at) => `.${labels.slice(at + 1).join(".")}`);
  // Some have an IPv6 address in brackets, some do not.
  const exact = isName ? [host, ...parents] : [host, host.replaceAll(/[[\]]/g, "")];
  const below = isName ? `.${host}` : undefined;
  const places = exact.map(() => "?").join(", ");
  const tail = below === undefined ? "" : ` OR substr(${column}, -length(?)) = ?`;
  return {
    condition: `(${column} IN (${places})${tail})`,
    values: [...exact, ...(below === undefined ? [] : [below, below])],
  };
}
