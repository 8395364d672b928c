import { expect } from "vitest";

import { bodyText, type Response } from "./http-text.ts";

const MATTER = [
  "content-type",
  "location",
  "refresh",
  "allow",
  "cache-control",
  "transfer-encoding",
  "connection",
  "x-accel-buffering",
  "keep-alive",
  "vary",
];
const ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}\b/g;
const DATE = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{6})?/g;
const SEED = /"seed":( ?)\d+/g;
const CURSOR = /"(next|prev)":"[A-Za-z0-9+/]{48}"/g;
const SECRET = /"access_token":"[\w-]{20,}"/g;

/** Text with all that differs from run to run replaced. */
function masked(text: string): string {
  return text
    .replaceAll(ID, "ID")
    .replaceAll(DATE, "DATE")
    .replaceAll(SEED, '"seed":$1SEED')
    .replaceAll(CURSOR, '"$1":"CURSOR"')
    .replaceAll(SECRET, '"access_token":"SECRET"')
    .replaceAll(/127\.0\.0\.1:\d+/g, "HOST");
}

/** Ids of the recorded body → ours at the same place. */
export function matchIds(recorded: string, ours: string): ReadonlyMap<string, string> {
  const theirs = recorded.match(ID) ?? [];
  const own = ours.match(ID) ?? [];
  return new Map(
    theirs.flatMap((id, index) => (own[index] === undefined ? [] : [[id, own[index]]])),
  );
}

/** How closely bodies are compared; `unordered`: but for the order of a chat's messages. */
export type Closeness = "bytes" | "unordered" | "shape" | "html";

/** Expects status, headers, framing and body of an answer to be those of the recording. */
export function expectSame(ours: Response, recorded: Response, closeness: Closeness): void {
  expect.soft(ours.status).toBe(recorded.status);
  expect.soft(headersOf(ours)).toEqual(headersOf(recorded));
  expect.soft(has(ours, "content-length")).toBe(has(recorded, "content-length"));
  expect.soft(has(ours, "etag")).toBe(has(recorded, "etag"));
  expect.soft(ours.complete).toBe(recorded.complete);
  if (closeness === "bytes") {
    expect.soft(ours.chunks.map(masked)).toEqual(recorded.chunks.map(masked));
    if (bodyText(ours) === bodyText(recorded)) {
      expect.soft(ours.headers.get("etag")).toEqual(recorded.headers.get("etag"));
    }
  } else if (closeness === "unordered") {
    expect.soft(sortedMessages(ours)).toEqual(sortedMessages(recorded));
  } else if (closeness === "shape") {
    expect.soft(shape(JSON.parse(bodyText(ours)))).toEqual(shape(JSON.parse(bodyText(recorded))));
  } else {
    expect.soft(bodyText(ours)).toMatch(/^<!DOCTYPE html>.*404.*This page could not be found/);
  }
}

function headersOf({ headers }: Response): unknown {
  return MATTER.map((name) => [
    name,
    headers.get(name)?.map((value) => masked(value).toLowerCase()),
  ]);
}

function has({ headers }: Response, name: string): boolean {
  return headers.has(name);
}

function sortedMessages(response: Response): unknown {
  const chat = JSON.parse(masked(bodyText(response)).replaceAll("SEED", "0")) as {
    messages: unknown[];
  };
  const messages = chat.messages.map((message) => JSON.stringify(message)).toSorted();
  return { ...chat, messages };
}

/** Keys and types; of a list, those of its first item. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return Object.entries(value).map(([key, inner]) => [key, shape(inner)]);
}
