import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Bearer, refresh token or session of the website. */
type SecretKind = "access" | "refresh" | "session";

/** What a secret stands for. */
export interface Claim {
  readonly kind: SecretKind;
  readonly userId: string;
  readonly name: string;
  /** A session of `banned` is refused. */
  readonly role: string;
  readonly providerAccountId: string;
  /** Ms since 1970; `Infinity`: as long as the server runs. */
  readonly expires: number;
}

const MOST = 4096;

/** The secrets that the server gave out, by their hash: what is compared tells nothing of the secret. */
export class Vault {
  readonly #claims = new Map<string, Claim>();

  issue(claim: Claim): string {
    const secret = newSecret();
    this.#claims.set(digest(secret).toString("hex"), claim);
    this.#evict();
    return secret;
  }

  find(secret: string): Claim | undefined {
    return this.#claims.get(digest(secret).toString("hex"));
  }

  #evict(): void {
    if (this.#claims.size <= MOST) return;
    for (const [key, { expires }] of this.#claims) {
      if (expires === Number.POSITIVE_INFINITY) continue;
      this.#claims.delete(key);
      return;
    }
  }
}

/** 256 random bits, fit for a header and a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
