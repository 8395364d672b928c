import type { CookieRecord } from "@g4f/core/cookies";

/** Why the value of a cookie cannot be read here. */
export type Seal = "app-bound" | "keyring" | "dpapi" | "unknown";

/** What a database had for one domain. */
export interface Found {
  readonly records: readonly CookieRecord[];
  /** Names of cookies whose values are encrypted and stay so, by the reason. */
  readonly sealed: Readonly<Partial<Record<Seal, readonly string[]>>>;
  /** How many were left out because they belong to a container or to a page within another site. */
  readonly partitioned: number;
}

/** A column as text; databases hold what they like. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A host as a database has it: with a leading dot for all below it. */
export function ownerOf(host: string): Pick<CookieRecord, "domain" | "hostOnly"> {
  const isBare = !host.startsWith(".");
  const domain = (isBare ? host : host.slice(1)).toLowerCase();
  // An IPv6 address has brackets in URLs only.
  const isBracketed = !domain.includes(":") || domain.startsWith("[");
  return { domain: isBracketed ? domain : `[${domain}]`, hostOnly: isBare };
}
