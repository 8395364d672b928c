import { randomBytes } from "node:crypto";

import { CliError } from "../exit-status.ts";

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * `name` as the name of a chat, which is the name of its file: lower-cased.
 * @throws CliError `usage` for what could be anything else than a plain file name.
 */
export function checkName(name: string): string {
  const own = name.toLowerCase();
  if (NAME.test(own) && !own.includes("..") && !own.endsWith(".") && !DEVICE.test(own)) return own;
  throw new CliError(
    "usage",
    "the name of a chat has 1 to 64 letters a-z, digits, dots, dashes and underscores, and begins with a letter or digit",
  );
}

/** A name for a chat that was given none: its day, and something random. */
export function newName(now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return `${day.map((part) => String(part).padStart(2, "0")).join("-")}-${randomBytes(3).toString("hex")}`;
}
