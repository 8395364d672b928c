import { readdirSync, readFileSync } from "node:fs";

/** Exchanges with the original servers, as the tests of the provider keep them. */
const FOLDER = new URL("../../../provider-openassistant/test/recordings/", import.meta.url);
const FILES = readdirSync(FOLDER);
const REQUEST = ">>> REQUEST\n";
const RESPONSE = /\n<<< RESPONSE[^\n]*\n/;

/** One recorded exchange. */
export interface HttpRecording {
  readonly method: string;
  readonly path: string;
  /** Body of the request. */
  readonly sent: string;
  readonly status: number;
  /** Body of the response, without the framing of HTTP. */
  readonly received: string;
}

/** The recording whose name begins so, such as `W04`. */
export function httpRecording(id: string): HttpRecording {
  const name = FILES.find((file) => file.startsWith(`${id}-`) && file.endsWith(".http"));
  if (name === undefined) throw new Error(`no recording ${id}`);
  const whole = readFileSync(new URL(name, FOLDER), "latin1");
  const [request = "", response = ""] = whole.slice(REQUEST.length).split(RESPONSE);
  const [method = "", path = ""] = request.split(" ", 2);
  const head = response.slice(0, response.indexOf("\r\n\r\n"));
  const body = response.slice(head.length + 4);
  const chunked = /^transfer-encoding: chunked/im.test(head);
  return {
    method,
    path,
    sent: utf8(/\r?\n\r?\n(\{.*\})/s.exec(request)?.[1] ?? ""),
    status: Number(head.split(" ", 2)[1]),
    received: utf8(chunked ? dechunked(body) : body.trim()),
  };
}

function dechunked(body: string): string {
  let text = "";
  for (let at = 0; at < body.length;) {
    const lineEnd = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.slice(at, lineEnd), 16);
    if (!(size > 0)) break;
    text += body.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
  return text;
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
