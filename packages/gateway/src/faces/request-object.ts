import { Refusal } from "../refusal.ts";

/** The object of a request. */
export type RequestObject = Readonly<Record<string, unknown>>;

/**
 * Fields by which a client would choose where the gateway calls, through whom, or with which key; as
 * written without `_` and `-`, in lower case.
 */
const OPERATORS_OWN: ReadonlySet<string> = new Set([
  "apibase",
  "apikey",
  "apikeys",
  "apiurl",
  "baseurl",
  "cookie",
  "cookies",
  "defaultheaders",
  "endpointurl",
  "extrabody",
  "extraheaders",
  "extraquery",
  "headers",
  "httpheaders",
  "proxies",
  "proxy",
  "proxyurl",
]);

/**
 * The object that the body of a request is.
 * @throws Refusal where it is none, or holds a field that is the operator's alone to set.
 */
export function requestObject(body: unknown): RequestObject {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Refusal("the body must be a JSON object", { problem: "type" });
  }
  for (const field of Object.keys(body)) {
    if (field.length < 32 && OPERATORS_OWN.has(field.replaceAll(/[_-]/g, "").toLowerCase())) {
      throw new Refusal(`${field} is the gateway's own to set; leave it out`, {
        parameter: field,
        problem: "unsupported",
      });
    }
  }
  return body as RequestObject;
}
