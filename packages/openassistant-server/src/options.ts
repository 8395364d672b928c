import type { Provider } from "@g4f/core/registry";

import type { SiteKind } from "./auth/cookies.ts";
import type { ServerClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Limits } from "./limits.ts";

/** How a server is set up; everything has a default. */
export interface OpenAssistantServerOptions {
  /** Who answers. Default: Eliza. It is not closed with the server. */
  readonly responder?: Provider;
  /** The responder's model; the names of Open Assistant mean nothing to it. Default: its default. */
  readonly model?: string;
  /** `127.0.0.1` (default), `localhost` or `::1`. */
  readonly host?: string;
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Other values of `Host` to accept, with the port. */
  readonly allowedHosts?: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly faults?: Faults;
  /** Default: all 25 of the original. */
  readonly allowedModels?: readonly string[];
  /** False: the website answers 404. Default true. */
  readonly chatEnabled?: boolean;
  /** Whose name of the session cookie counts. Default `any`; the original: `http` or `https`. */
  readonly site?: SiteKind;
  /** Lets anyone log in as anyone at `/auth/login/debug`. Default false. */
  readonly debugAuth?: boolean;
  /** A client that leaves stops its answer. Default false, as in the original. */
  readonly cancelOnDisconnect?: boolean;
  readonly clock?: ServerClock;
}
