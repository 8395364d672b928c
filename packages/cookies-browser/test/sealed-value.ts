import { createCipheriv, createHash, pbkdf2Sync } from "node:crypto";

/** How a value is encrypted. */
export interface SealOptions {
  readonly prefix?: string;
  readonly password?: string;
  readonly rounds?: number;
  /** As the row has it; its hash stands before the value from version 24 of the tables on. */
  readonly host?: string;
}

/** `value` as Chromium keeps it: AES-128-CBC under a key made of a password. */
export function sealedValue(value: string, options: SealOptions = {}): Uint8Array {
  const { prefix = "v10", password = "peanuts", rounds = 1, host } = options;
  const key = pbkdf2Sync(password, "saltysalt", rounds, 16, "sha1");
  const cipher = createCipheriv("aes-128-cbc", key, Buffer.alloc(16, " "));
  const hash = host === undefined ? [] : [createHash("sha256").update(host).digest()];
  const sealed = [cipher.update(Buffer.concat([...hash, Buffer.from(value)])), cipher.final()];
  return Buffer.concat([Buffer.from(prefix), ...sealed]);
}
