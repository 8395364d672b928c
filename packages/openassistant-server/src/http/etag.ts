const PRIME = 0x1_00_00_00_01_b3n;
const OFFSET = 0xcb_f2_9c_e4_84_22_23_25n;

/** The ETag of the website: FNV-1a folded to 52 bits, and the length, both to the base of 36. */
export function etag(body: string): string {
  let hash = OFFSET;
  for (let index = 0; index < body.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(body.charCodeAt(index))) * PRIME);
  }
  const folded = BigInt.asUintN(52, hash) ^ (hash >> 52n);
  return `"${folded.toString(36)}${body.length.toString(36)}"`;
}
