/** The cookies of your own browser for one domain, when you ask for them. */
export { BROWSERS, type Browser } from "./browsers.ts";
export { browserSource, type BrowserSourceOptions } from "./browser-source.ts";
export {
  readBrowserCookies,
  type BrowserOptions,
  type BrowserReading,
  type ProfileReading,
} from "./read-browser-cookies.ts";
export type { BrowserSystem } from "./system.ts";

/**
 * What this package gives belongs to the person at this machine: a server that answers others refuses modules
 * that export this, as it refuses sources of which `isPersonal` of `@g4f/core/cookies` is true.
 */
export const personal = true;
