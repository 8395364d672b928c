import { inspect } from "node:util";

import { expectThat } from "../expect.ts";

/** One thing that must be seen nowhere. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** Fails where a secret shows in any rendering of `value`: text, JSON, and all that inspection finds. */
export function expectHidden(what: string, value: unknown, secrets: readonly Secret[]): void {
  const shown = renderings(value).join("\n");
  for (const { name, value: secret } of secrets) {
    const seen = spellings(secret).find((spelling) => shown.includes(spelling));
    expectThat(seen === undefined, () => ({
      message: `${what} shows ${name}`,
      received: around(shown, seen ?? "", secret),
      expected: "the secret masked or left out, in every rendering",
    }));
  }
}

function renderings(value: unknown): string[] {
  const all = [
    String(value),
    inspect(value, { showHidden: true, depth: 10, maxStringLength: null }),
  ];
  const json = toJson(value);
  if (json !== undefined) all.push(json);
  if (value instanceof Error)
    all.push(value.message, value.stack ?? "", ...renderings(value.cause));
  return all;
}

/** What has no JSON (a stream that refers to itself) shows nothing by it. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** The secret as it is, and as JSON, a URL, base64 and hex write it. */
export function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("hex"),
  ];
}

/** Where it was seen, with the secret itself left out: reports are kept and shown. */
function around(shown: string, seen: string, secret: string): string {
  const at = shown.indexOf(seen);
  const end = at + seen.length;
  const line = `${shown.slice(Math.max(0, at - 60), at)}[HERE]${shown.slice(end, end + 60)}`;
  return spellings(secret)
    .reduce((text, spelling) => text.replaceAll(spelling, "[HERE]"), line)
    .replaceAll(/\s+/g, " ");
}
