/** One thing wrong with a body or query, as FastAPI words it. */
export interface Problem {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/**
 * An answer of the inference server that is no success. Without `detail` it is a 500 of the original's
 * own making: with the text "Internal Server Error", or with an empty body.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: string | readonly Problem[] | undefined;
  readonly emptyBody: boolean;

  constructor(status: number, detail?: string | readonly Problem[], emptyBody = false) {
    super(typeof detail === "string" ? detail : `refused with ${String(status)}`);
    this.status = status;
    this.detail = detail;
    this.emptyBody = emptyBody;
  }
}

/** An exception that the original caught itself: 500 and no body. */
export function caught(): Refusal {
  return new Refusal(500, undefined, true);
}

/** An exception that the original did not catch: 500 and a text. */
export function uncaught(): Refusal {
  return new Refusal(500);
}
