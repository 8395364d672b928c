import type { ErrorCode } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { TlsSettings } from "../request.ts";
import type { ProxyChoice } from "./proxy-source.ts";
import type { Transport } from "./transport.ts";

/** What a session is bound to. */
export interface SessionSetup {
  readonly provider: string;
  readonly baseUrl: URL | undefined;
  /** Sent to the origin of `baseUrl` only: key, cookies, the instance's headers. Lower-case names. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly userAgent: string;
  readonly proxy: ProxyChoice;
  readonly tls: TlsSettings | undefined;
  /** In ms: name, proxy and TLS together. */
  readonly connectMs: number;
  readonly transport: () => Transport | Promise<Transport>;
  readonly logger: Logger;
  /** Masks secrets; told that `text` was cut, also the beginning of one at its end. */
  readonly redact: (text: string, cut?: boolean) => string;
  readonly classify?: (status: number | undefined, body: unknown) => ErrorCode | undefined;
  /** Told of each `Set-Cookie` line that the origin of `baseUrl` sends, whatever the status. */
  readonly keepCookie?: ((url: URL, line: string) => void) | undefined;
}
