/**
 * How often a property is tried: often, with a new seed each time. Under mutation each of hundreds of
 * mutants runs it, so few times, and all with the same values.
 */
export const RUNS: { readonly numRuns: number; readonly seed?: number } =
  process.env["STRYKER_MUTATOR_WORKER"] === undefined
    ? { numRuns: 20_000 }
    : { numRuns: 300, seed: 1 };
