import type { TransportResponse } from "./transport.ts";

const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** Headers as a {@link TransportResponse} has them, and whether they prove the end of the body. */
export function joinedHeaders(
  raw: Readonly<Record<string, string | string[] | undefined>>,
  status: number,
  method: string,
): Pick<TransportResponse, "headers" | "setCookies" | "framed"> {
  const headers: Record<string, string> = Object.create(null);
  let setCookies: readonly string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue;
    if (name === "set-cookie") setCookies = Array.isArray(value) ? value : [value];
    else headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const framed =
    method === "HEAD" ||
    BODILESS.has(status) ||
    headers["content-length"] !== undefined ||
    /(?:^|,)\s*chunked\s*$/i.test(headers["transfer-encoding"] ?? "");
  return { headers, setCookies, framed };
}
