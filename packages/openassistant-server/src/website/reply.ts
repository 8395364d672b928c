import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

import { compactJson } from "@g4f/provider-openassistant/wire";

import { etag } from "../http/etag.ts";
import { lengthHeader, send } from "../http/send.ts";

const KEEP_ALIVE: OutgoingHttpHeaders = { "keep-alive": "timeout=5" };

/** JSON, as Next sends it. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = compactJson(value);
  const headers = {
    "content-type": "application/json; charset=utf-8",
    etag: etag(body),
    vary: "Accept-Encoding",
  };
  send(response, status, { ...headers, ...lengthHeader(body), ...KEEP_ALIVE }, body);
}

/** A status and a bare text, in chunks and without a type. */
export function sendText(response: ServerResponse, status: number, body = ""): void {
  send(response, status, KEEP_ALIVE, body);
}

/** What Next says of an exception. */
export function sendFailure(response: ServerResponse): void {
  sendText(response, 500, "Internal Server Error");
}

/** A text that a handler sent itself: with length and ETag, without a type. */
export function sendOwnText(response: ServerResponse, status: number, body: string): void {
  send(response, status, { etag: etag(body), ...lengthHeader(body), ...KEEP_ALIVE }, body);
}

/** The page of an unknown route. */
export function sendNotFoundPage(response: ServerResponse): void {
  const body =
    '<!DOCTYPE html><html><head><meta charSet="utf-8"/><title>404: This page could not be found</title></head><body><h1>404</h1><h2>This page could not be found.</h2></body></html>';
  const headers = {
    etag: etag(body),
    "content-type": "text/html; charset=utf-8",
    vary: "Accept-Encoding",
  };
  send(response, 404, { ...headers, ...lengthHeader(body), ...KEEP_ALIVE }, body);
}

/** The head of an event stream: no type at all. */
export const STREAM_HEAD: OutgoingHttpHeaders = { ...KEEP_ALIVE, connection: "close" };
