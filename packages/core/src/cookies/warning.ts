/**
 * Why a cookie was left out. `broken`: it is none, or no header can carry it; `expired`; `foreign`: it
 * is of a domain that was not asked for, or of one that its host does not own; `sealed`: it is encrypted, and
 * nobody but its browser may open it; `exposed`: nothing was left out, but others on the machine can read the
 * file.
 */
export type CookieWarningKind = "broken" | "expired" | "foreign" | "sealed" | "exposed";

/** What somebody should know of cookies that were read. */
export interface CookieWarning {
  readonly kind: CookieWarningKind;
  /** One line that names file and line or path, and the cookie where it has a name; never a value. */
  readonly message: string;
}

/** A huge file that is broken all over must not fill the memory with complaints. */
const MOST = 100;

/** Warnings about one text: the first hundred, and how many more there were. */
export class Warnings {
  readonly #origin: string;
  readonly #kept: CookieWarning[] = [];
  #more = 0;

  /** `origin` names the text in each message; empty where it has no name. */
  constructor(origin = "") {
    this.#origin = origin === "" ? "" : `${origin}: `;
  }

  readonly add = (kind: CookieWarningKind, at: string, reason: string): void => {
    if (this.#kept.length >= MOST) {
      this.#more++;
      return;
    }
    const place = at === "" ? "" : `${at}: `;
    this.#kept.push({ kind, message: `${this.#origin}${place}${reason}` });
  };

  /** All of them, in order. */
  list(): readonly CookieWarning[] {
    if (this.#more === 0) return [...this.#kept];
    const message = `${this.#origin}${this.#more} more like these`;
    return [...this.#kept, { kind: "broken", message }];
  }
}
