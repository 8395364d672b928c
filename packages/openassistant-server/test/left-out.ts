/** Why a recording is not replayed. */
export type Reason = "unsupported login" | "plugin chain" | "database internal";

/** The recordings that are not replayed. */
export const LEFT_OUT: Readonly<Record<string, Reason>> = {
  // The description of the whole original, most of it routes for its workers and its database.
  openapi: "database internal",
};
