/** A provider that the command is to judge: where its module lies, and what of it to take. */
export interface ConformanceTarget {
  /** URL of the module, as `import()` takes it. Only ever a place that a person named, or a package of ours. */
  readonly module: string;
  /** The exported class or `create` function. Default: the only one that there is. */
  readonly export?: string | undefined;
  /** What the constructor takes besides what the suite sets. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** A dialect by name, or the URL of a module that exports one. Default: what the module itself exports. */
  readonly dialect?: string | undefined;
}

/** The command cannot begin: the message says what was wrong and what would be right. */
export class ConformanceUsageError extends Error {
  override readonly name: string = "ConformanceUsageError";
}
