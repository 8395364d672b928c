import { recordFault } from "../check-record.ts";
import { isWithin, parseDomain, type Domain } from "../place.ts";
import type { CookieRecord } from "../record.ts";
import { Warnings } from "../warning.ts";
import type { CookieFormat, CookieReading, ReadCookiesOptions } from "./format.ts";

/** Takes the cookies of one text in, as they are found: the good ones, and warnings about the others. */
export class Collector {
  readonly domain: Domain | undefined;
  readonly warnings: Warnings;
  readonly #records: CookieRecord[] = [];
  readonly #now = Date.now();
  #foreign = 0;

  /** @throws TypeError where the domain is none. */
  constructor({ domain, origin }: ReadCookiesOptions) {
    this.domain = domain === undefined ? undefined : parseDomain(domain);
    this.warnings = new Warnings(origin);
  }

  /** `where` names the place in the text. */
  readonly add = (record: CookieRecord, where: string): void => {
    const host = this.domain?.host;
    if (host !== undefined && !concerns(record, host)) {
      this.#foreign++;
      return;
    }
    const fault = recordFault(record, this.#now);
    if (fault === undefined) this.#records.push(record);
    else this.warnings.add(fault.kind, where, fault.reason);
  };

  /** All of it. */
  reading(format: CookieFormat): CookieReading {
    if (this.#foreign > 0) {
      const words = this.#foreign === 1 ? "1 cookie" : `${this.#foreign} cookies`;
      this.warnings.add("foreign", "", `${words} of other domains left out`);
    }
    return { format, records: this.#records, warnings: this.warnings.list() };
  }
}

/** Whether `host`, or a host below it, would be sent the cookie. */
function concerns({ domain, hostOnly }: CookieRecord, host: string): boolean {
  return isWithin(domain, host) || (!hostOnly && isWithin(host, domain));
}
