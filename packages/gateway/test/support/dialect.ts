import { DIALECTS, type Dialect } from "@g4f/conformance/testing";

/** The wire of this name. @throws TypeError where there is none. */
export function dialect(name: string): Dialect {
  const found = DIALECTS[name];
  if (found === undefined) throw new TypeError(`no dialect is named ${name}`);
  return found;
}
