import { cookieFault, quote } from "../cookies/check.ts";
import { ProviderError } from "../errors.ts";

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What a header value may hold: visible Latin-1, space and tab (RFC 9110, 5.5). */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Lower-cases the names and checks both sides before the transport sees them.
 * @throws ProviderError `invalid_request` that names the header and never shows the value.
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!TOKEN.test(name)) {
      throw new ProviderError("invalid_request", "a header name holds characters it must not");
    }
    checkHeaderValue(`the header ${name}`, value);
    checked[name.toLowerCase()] = value;
  }
  return checked;
}

/** @throws ProviderError `invalid_request` that names `what` and never shows the value. */
export function checkHeaderValue(what: string, value: string): void {
  if (typeof value !== "string" || !VALUE.test(value)) {
    throw new ProviderError(
      "invalid_request",
      `${what} holds characters that cannot stand in a header (line breaks, control or non-Latin-1 characters)`,
    );
  }
}

/** `a=1; b=2`. @throws ProviderError `invalid_request` that names the cookie and never shows the value. */
export function cookieHeader(cookies: Readonly<Record<string, string>>): string {
  return Object.entries(cookies)
    .map(([name, value]) => {
      const fault = cookieFault(name, value);
      if (fault === undefined) return `${name}=${value}`;
      throw new ProviderError("invalid_request", `cookie ${quote(name)}: ${fault}`);
    })
    .join("; ");
}
