/** What the flags of one command line say about who answers, and how. */
export interface Choice {
  readonly provider?: string;
  /** A route of the configuration, in place of provider and model. */
  readonly route?: string;
  /** An id, `provider:model`, or an alias. */
  readonly model?: string;
  /** A text, or `@name` of a prompt in the configuration. */
  readonly system?: string;
  readonly baseUrl?: string;
  readonly proxy?: string;
  /** Whose key goes with the calls, of those that were kept. */
  readonly account?: string;
  /** Path of a file with the only cookies that go with the calls. */
  readonly cookies?: string;
  /** Seconds for the whole call. */
  readonly timeout?: number;
  /** The provider's own options. */
  readonly option?: Readonly<Record<string, unknown>>;
  readonly offline?: boolean;
  readonly debug?: boolean;
  /** Path of the configuration file. */
  readonly config?: string;
}
