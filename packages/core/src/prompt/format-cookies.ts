import { checkCookies } from "../cookies/check.ts";
import type { Cookies } from "../cookies/store.ts";

/**
 * The value of a `Cookie` header: `a=1; b=2`, names and values as they are.
 * @throws TypeError naming a cookie that cannot stand in a header, never its value.
 */
export function formatCookies(cookies: Cookies): string {
  checkCookies(cookies);
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}
