/** What the environment of a container says. */
export interface Environment {
  /** The file of the gateway. */
  readonly config: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** Where a container has its configuration, unless told. */
const CONFIG = "/etc/g4f/gateway.yaml";

/**
 * `G4F_GATEWAY_CONFIG`, `G4F_GATEWAY_HOST`, `G4F_GATEWAY_PORT`; the last two win over the file.
 * @throws TypeError where the port is none.
 */
export function environmentOf(env: Readonly<Record<string, string | undefined>>): Environment {
  const value = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  const port = value("G4F_GATEWAY_PORT");
  if (port !== undefined && (!/^\d+$/.test(port) || Number(port) > 65_535)) {
    throw new TypeError("G4F_GATEWAY_PORT must be a whole number from 0 to 65535");
  }
  return {
    config: value("G4F_GATEWAY_CONFIG") ?? CONFIG,
    host: value("G4F_GATEWAY_HOST"),
    port: port === undefined ? undefined : Number(port),
  };
}
