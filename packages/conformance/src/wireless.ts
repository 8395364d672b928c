import type { Dialect } from "./dialect.ts";

/** Stands for the wire of a provider that has none: it says nothing and reads nothing. */
export const wireless: Dialect = {
  name: "wireless",
  framing: "text",
  contentType: "text/plain",
  terminator: "finish",
  abilities: [],
  read: () => undefined,
  encode: () => [],
  errorBody: () => "",
};
