import type { Create } from "../../src/case.ts";
import type { Dialect } from "../../src/dialect.ts";

/** A provider with one deliberate fault, and the case that must tell. */
export interface Broken {
  /** Distinct, kebab-case: what is wrong. */
  readonly name: string;
  readonly family: string;
  /** The public bug that it reproduces. */
  readonly bug?: { readonly url: string; readonly what: string };
  /** Id of the case whose rule it breaks. */
  readonly killedBy: string;
  /** Default: `openai-chat`, the one of the reference provider; null: none, for the level `wireless`. */
  readonly dialect?: Dialect | null;
  readonly make: Create;
  /** What it differs from. Default: the reference provider. */
  readonly correct?: Create;
}

/** Checks that a broken provider is described. */
export function defineBroken(broken: Broken): Broken {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(broken.name)) {
    throw new TypeError(`broken provider ${JSON.stringify(broken.name)}: a name is kebab-case`);
  }
  return broken;
}
