export type { SiteKind } from "./auth/cookies.ts";
export type { ServerClock } from "./clock.ts";
export type { Faults } from "./faults.ts";
export type { Limits } from "./limits.ts";
export type { OpenAssistantServerOptions } from "./options.ts";
export {
  createOpenAssistantServer,
  type Listening,
  type OpenAssistantServer,
  type Person,
  type ServerSecrets,
} from "./server.ts";
