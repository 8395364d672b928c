import type { SiteKind } from "./auth/cookies.ts";
import type { Vault } from "./auth/vault.ts";
import type { ServerClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Limits } from "./limits.ts";
import type { ChatStore } from "./store/chat-store.ts";
import type { UserStore } from "./store/user-store.ts";
import type { Desk } from "./work/desk.ts";
import type { RateLimit } from "./work/rate-limit.ts";

/** How a site is set up, beside its limits. */
interface SiteSettings {
  /** Only these model names may answer; null: all. */
  readonly allowedModels: readonly string[] | null;
  readonly chatEnabled: boolean;
  readonly site: SiteKind;
  readonly debugAuth: boolean;
  readonly cancelOnDisconnect: boolean;
}

/** All that the routes share. */
export interface ServerState {
  readonly settings: SiteSettings;
  readonly limits: Limits;
  readonly clock: ServerClock;
  readonly faults: () => Faults;
  readonly apiKey: string;
  readonly vault: Vault;
  readonly users: UserStore;
  readonly chats: ChatStore;
  readonly desk: Desk;
  readonly rate: RateLimit;
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
  /** Event streams that are open. */
  readonly streams: Set<AbortController>;
}
