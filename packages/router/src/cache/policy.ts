import { checkFields, checkNumber, show } from "../check.ts";

/** How answers are kept. */
export interface CacheOptions {
  /** Ms that an answer is kept. Default: 300,000. */
  readonly ttlMs?: number;
  /** Answers with more characters than this are not kept. Default: 1,000,000. */
  readonly maxCharacters?: number;
  /**
   * Also keeps answers of calls with tools, whose tool calls are then made again from the cache.
   * Default: false: such a call is refused, because its effects are more than its answer.
   */
  readonly tools?: boolean;
}

export type CachePolicy = Readonly<Required<CacheOptions>>;

/** @throws TypeError for an option that is unknown or wrong. */
export function cachePolicy(options: CacheOptions | undefined): CachePolicy | undefined {
  if (options === undefined) return undefined;
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`cache is ${show(options)}; it must be an object: {} for the defaults`);
  }
  checkFields("cache", options, ["ttlMs", "maxCharacters", "tools"]);
  const { ttlMs = 300_000, maxCharacters = 1_000_000, tools = false } = options;
  checkNumber("cache.ttlMs", ttlMs, { above: 0 });
  checkNumber("cache.maxCharacters", maxCharacters, { above: 0 });
  if (typeof tools !== "boolean") {
    throw new TypeError(`cache.tools is ${show(tools)}; it must be true or false`);
  }
  return { ttlMs, maxCharacters, tools };
}
