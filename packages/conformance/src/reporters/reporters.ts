import type { Report } from "../report.ts";
import { formatJson } from "./json.ts";
import { formatJunit } from "./junit.ts";
import { formatPretty } from "./pretty.ts";
import { formatTap } from "./tap.ts";

/** Turns a report into text. */
export type Reporter = (report: Report) => string;

/** The reporters by name. */
export const REPORTERS: Readonly<Record<"pretty" | "tap" | "junit" | "json", Reporter>> = {
  pretty: formatPretty,
  tap: formatTap,
  junit: formatJunit,
  json: formatJson,
};
