import type { CookieRecord } from "../record.ts";
import type { CookieWarning } from "../warning.ts";

/** What a source found for one host. */
export interface SourceReading {
  /** May hold cookies of other hosts; they are passed over. */
  readonly records: readonly CookieRecord[];
  readonly warnings: readonly CookieWarning[];
}

/** A place that cookies may be found in: files, a folder, a browser. */
export interface CookieSource {
  /** What messages call it. */
  readonly name: string;
  /** Whether a call fails where the source fails or has nothing; otherwise it goes on without. */
  readonly required?: boolean;
  /**
   * The cookies that `url` may be sent.
   * @throws CookieError where it cannot be read; its message holds no value.
   */
  readonly load: (url: URL) => Promise<SourceReading>;
}
