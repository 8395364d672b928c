import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

const NEWLINE = 0x0a;
/** Controls and line ends that JSON lets stand, and that a terminal or another reader would act on. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029]/g;

/** One value as a line of JSON: however it was made, it is one line, and harmless on a screen. */
export function toLine(value: object): string {
  const text = JSON.stringify(value);
  return `${text.replaceAll(UNSAFE, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * A file of JSON lines that only grows, for its owner alone. Each append is one write: lines of two
 * processes do not tear each other, and half a line that a crash left is closed off before the next.
 */
export interface Journal extends AsyncDisposable {
  /** Bytes of the file, as far as this journal knows. */
  readonly size: number;
  /** Writes whole lines, as `toLine` makes them. */
  readonly append: (lines: string) => Promise<void>;
  /** Resolves when what was written outlives the machine. */
  readonly sync: () => Promise<void>;
}

/** Opens or makes the file, and the folder where there is none. @throws what the system says. */
export async function openJournal(path: string): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, "a+", 0o600);
  try {
    const { mode, size } = await handle.stat();
    // It may have been copied here, and is nobody else's business.
    if ((mode & 0o077) !== 0) await handle.chmod(0o600);
    return new OpenJournal(handle, size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

class OpenJournal implements Journal {
  readonly #handle: FileHandle;
  #size: number;

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  readonly append = async (lines: string): Promise<void> => {
    const bytes = Buffer.from((await this.#isTorn()) ? `\n${lines}` : lines);
    const { bytesWritten } = await this.#handle.write(bytes);
    this.#size += bytesWritten;
    // The rest of what a full disk took in part; it fails there with the reason.
    if (bytesWritten < bytes.length) await this.#handle.appendFile(bytes.subarray(bytesWritten));
  };

  readonly sync = (): Promise<void> => this.#handle.datasync();

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }

  async #isTorn(): Promise<boolean> {
    const { size } = await this.#handle.stat();
    this.#size = size;
    if (size === 0) return false;
    const last = Buffer.alloc(1);
    await this.#handle.read(last, 0, 1, size - 1);
    return last[0] !== NEWLINE;
  }
}
