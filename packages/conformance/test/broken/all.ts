import type { Broken } from "./broken.ts";

/** Every broken provider. A family is a file here and a line below. */
export const BROKEN: readonly Broken[] = [].flat();
