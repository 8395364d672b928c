import { chmod, copyFile, readFile, stat } from "node:fs/promises";

import { removeLeftovers, writeAtomic } from "../../files/atomic-file.ts";
import { LockedError, takeLock, type FileLock } from "../../files/file-lock.ts";
import { CookieError } from "../cookie-error.ts";
import { asCookieError } from "../file-error.ts";
import { readPieces } from "../formats/read.ts";
import { writeStorageState } from "../formats/storage-state.ts";
import { AnyJar, type WithJar } from "../jar.ts";
import { MemoryJar } from "../memory-jar.ts";
import type { CookieJar } from "../store.ts";
import type { CookieWarning } from "../warning.ts";
import { guardFile } from "./guard.ts";

/** How {@link openCookieJar} works. */
export interface CookieJarOptions {
  /** Told of entries that are broken, and of a file that others could read. */
  readonly onWarning?: (warning: CookieWarning) => void;
  /** How long, in ms, a change waits while another process writes. Default: 5 000. */
  readonly waitMs?: number;
}

/**
 * A jar that lives in a file and saves itself: when the promise of a change settles, it is on the disk. The
 * file is a `storageState` of Playwright, of mode 0600, in a folder that is made with 0700; one that others
 * can read is tightened, and told. Cookies of the session are kept, too: for a program that ends with each
 * call there is no other session than the file.
 *
 * Several processes may use it at once: each change is made to what the file holds then, under the lock
 * `<file>.lock`, and `get` sees what others wrote. A crash at any moment leaves the file as it was before
 * or after a change. Broken entries are told and left out; the file as it was is then kept once as
 * `<file>.broken`.
 * @throws CookieError `insecure` where the file is another user's, `unreadable`, or `unknown_format` where it
 * is something else: it is then not touched. A change throws `locked` where another process does not let go.
 */
export async function openCookieJar(
  file: string,
  options: CookieJarOptions = {},
): Promise<CookieJar> {
  const path = await guardFile(file, options.onWarning ?? (() => {}));
  const jar = new SavedJar(path, options);
  await jar.read(() => undefined);
  return new AnyJar(jar.read, jar.change);
}

async function lockFor(path: string, waitMs: number): Promise<FileLock> {
  try {
    return await takeLock(`${path}.lock`, waitMs);
  } catch (error) {
    throw error instanceof LockedError ? new CookieError("locked", error.message) : error;
  }
}

/** What a file that is not there looks like. */
const ABSENT = "";

class SavedJar {
  readonly #path: string;
  readonly #options: CookieJarOptions;
  #jar = new MemoryJar();
  /** What the file looked like when it was read or written last. */
  #stamp: string | undefined;
  #text = "";
  #isBroken = false;
  #isClean = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, options: CookieJarOptions) {
    this.#path = path;
    this.#options = options;
  }

  readonly read: WithJar = (look) =>
    this.#inTurn(async () => {
      await this.#refresh();
      return look(this.#jar);
    });

  readonly change: WithJar = (change) =>
    this.#inTurn(async () => {
      for (;;) {
        const lock = await lockFor(this.#path, this.#options.waitMs ?? 5_000);
        try {
          await this.#refresh();
          const result = change(this.#jar);
          if (await this.#save(lock.isHeld)) return result;
        } catch (error) {
          // What was changed is not on the disk: it is read again.
          this.#stamp = undefined;
          throw error;
        } finally {
          await lock.release();
        }
      }
    });

  /** Reads the file where it is not what was read or written last. */
  async #refresh(): Promise<void> {
    const stamp = await stampOf(this.#path);
    if (stamp === this.#stamp) return;
    const text = stamp === ABSENT ? "" : await readFile(this.#path, "utf8");
    const jar = new MemoryJar();
    if (text.trim() !== "") await this.#load(text, jar);
    this.#jar = jar;
    this.#text = text;
    this.#stamp = stamp;
  }

  async #load(text: string, jar: MemoryJar): Promise<void> {
    const { format, records, warnings } = await readPieces([Buffer.from(text)], {
      origin: this.#path,
    });
    if (format !== "storage-state") {
      throw new CookieError("unknown_format", `${this.#path} is no saved jar: import it into one`);
    }
    const refused = jar.add(records);
    for (const warning of [...warnings, ...refused]) {
      if (warning.kind === "expired") continue;
      this.#isBroken = true;
      this.#options.onWarning?.(warning);
    }
  }

  /** Whether it is on the disk; not where the lock was lost. */
  async #save(isHeld: () => Promise<boolean>): Promise<boolean> {
    const text = writeStorageState(this.#jar.records());
    if (text === this.#text) return true;
    if (!this.#isClean) await removeLeftovers(this.#path);
    this.#isClean = true;
    if (this.#isBroken) await keepCopy(this.#path);
    this.#isBroken = false;
    // Read anew next time: another process may write between this and a look at the file.
    this.#stamp = undefined;
    return await writeAtomic(this.#path, text, isHeld);
  }

  /** One after the other: calls that were not awaited take effect in their order. */
  #inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(action);
    this.#last = result.catch(() => {});
    return result.catch((error: unknown) => {
      throw asCookieError(error, this.#path);
    });
  }
}

async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs].join(" ");
  } catch (error) {
    const told = asCookieError(error, path);
    if (CookieError.is(told) && told.code === "not_found") return ABSENT;
    throw told;
  }
}

async function keepCopy(path: string): Promise<void> {
  const copy = `${path}.broken`;
  await copyFile(path, copy);
  await chmod(copy, 0o600);
}
