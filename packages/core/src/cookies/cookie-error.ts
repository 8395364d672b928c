/**
 * What went wrong with cookies that are kept somewhere. `not_found`: no such file, profile or browser;
 * `unreadable`: the system refused; `unknown_format`: no form that is known; `insecure`: others own or
 * can change it; `locked`: another program holds it; `not_supported`: this system or store has no way.
 */
export type CookieErrorCode =
  | "not_found"
  | "unreadable"
  | "unknown_format"
  | "insecure"
  | "locked"
  | "not_supported";

const BRAND: unique symbol = Symbol.for("g4f.CookieError") as never;

/** Cookies could not be read or kept. Its message is one line and never holds a value. */
export class CookieError extends Error {
  override readonly name: string = "CookieError";
  readonly code: CookieErrorCode;

  constructor(code: CookieErrorCode, message: string) {
    super(message);
    this.code = code;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether `value` is a `CookieError`, of this copy of the package or of another. */
  static is(value: unknown): value is CookieError {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
