import { createDecipheriv, createHash, pbkdf2Sync } from "node:crypto";

/** From this version of its tables on, Chromium puts a hash of the host before each value. */
const WITH_HASH = 24;
const HASH_BYTES = 32;
/** 16 spaces. */
const IV: Buffer = Buffer.alloc(16, 0x20);

/** What an encrypted value belongs to. */
export interface Sealed {
  readonly bytes: Uint8Array;
  /** As the row has it, with its leading dot. */
  readonly host: string;
  /** Of the tables. */
  readonly version: number;
}

/** The key that a password of Chromium's makes: on Linux 1 round, on macOS 1003. */
export function keyOf(password: string, rounds: number): Buffer {
  return pbkdf2Sync(password, "saltysalt", rounds, 16, "sha1");
}

/** The first three characters of an encrypted value: `v10`, `v11` or `v20`. */
export function prefixOf({ bytes }: Sealed): string {
  return Buffer.from(bytes.subarray(0, 3)).toString("latin1");
}

/**
 * The value that one of the keys opens (AES-128-CBC); undefined where none does.
 * Source: Chromium, components/os_crypt and net/extras/sqlite.
 */
export function openValue(sealed: Sealed, keys: readonly Buffer[]): string | undefined {
  for (const key of keys) {
    const value = valueOf(sealed, key);
    if (value !== undefined) return value;
  }
  return undefined;
}

function valueOf({ bytes, host, version }: Sealed, key: Buffer): string | undefined {
  try {
    const cipher = createDecipheriv("aes-128-cbc", key, IV);
    const plain = Buffer.concat([cipher.update(bytes.subarray(3)), cipher.final()]);
    if (version < WITH_HASH) return new TextDecoder("utf-8", { fatal: true }).decode(plain);
    const hash = createHash("sha256").update(host).digest();
    if (!plain.subarray(0, HASH_BYTES).equals(hash)) return undefined;
    return plain.subarray(HASH_BYTES).toString();
  } catch {
    // A wrong key shows in the padding, or in what is no text.
    return undefined;
  }
}
