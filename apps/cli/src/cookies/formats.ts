import type { CookieFormat } from "@g4f/core/cookies";

/** The formats by name: help and completion know them without loading the library. */
export const FORMATS: readonly CookieFormat[] = [
  "header",
  "edit-this-cookie",
  "cookie-editor",
  "netscape",
  "har",
  "storage-state",
];
