/** What the user says, and the form of the answer, or the answer itself. */
type Turn = readonly [said: string, answer: string | RegExp];

/** A chat from its beginning. */
export interface Dialogue {
  readonly proves: string;
  readonly turns: readonly Turn[];
}
