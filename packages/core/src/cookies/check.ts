import type { Cookies } from "./store.ts";

/** What an HTTP header cannot carry as it is: control characters but tab, and all above Latin-1. */
const NO_HEADER_TEXT = /[^\t\x20-\x7e\xa0-\xff]/;

/**
 * Passes where each cookie can be sent as it is: a name without `=`, and in both no `;`, no control
 * character, nothing above U+00FF.
 * @throws TypeError that names the first other one and never shows a value.
 */
export function checkCookies(cookies: Cookies): void {
  for (const [name, value] of Object.entries(cookies)) {
    const fault = cookieFault(name, value);
    if (fault !== undefined) throw new TypeError(`cookie ${quote(name)}: ${fault}`);
  }
}

/** Why the cookie cannot be sent as it is, if so; never shows the value. */
export function cookieFault(name: string, value: unknown): string | undefined {
  return nameFault(name) ?? valueFault(value);
}

function nameFault(name: string): string | undefined {
  if (name === "") return "the name is empty";
  if (name.includes("=")) return 'the name must not hold "="';
  return textFault("name", name);
}

function valueFault(value: unknown): string | undefined {
  if (typeof value !== "string") return `the value is no string but of type ${typeof value}`;
  return textFault("value", value);
}

function textFault(what: string, text: string): string | undefined {
  if (text.includes(";")) return `the ${what} must not hold ";"`;
  return NO_HEADER_TEXT.test(text)
    ? `the ${what} must hold only printable characters up to U+00FF`
    : undefined;
}

/** At most 64 characters of `text`, in quotes, in ASCII, on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.slice(0, 64)).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
