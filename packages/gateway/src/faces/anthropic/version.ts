/** The versions of the API that are spoken here, oldest first. */
export const VERSIONS = ["2023-06-01", "2026-10-21"] as const;

/** A value of the header `anthropic-version`. */
export type Version = (typeof VERSIONS)[number];

/** Fields that say nothing here, and that a version has all the same. */
export interface EmptyFields {
  readonly message: object;
  readonly text: object;
  readonly toolUse: object;
  /** Of the event that tells of the end. */
  readonly end: object;
  readonly usage: object;
}

/** Until 2026-10-21 what was not there was left out. */
export const EMPTY: Readonly<Record<Version, EmptyFields>> = {
  "2023-06-01": { message: {}, text: {}, toolUse: {}, end: {}, usage: {} },
  "2026-10-21": {
    message: { container: null, diagnostics: null, stop_details: null },
    text: { citations: null },
    toolUse: { caller: { type: "direct" } },
    end: { container: null, stop_details: null },
    usage: { output_tokens_details: null, server_tool_use: null },
  },
};
