/** Somebody who has chats; the keys are those of the wire. */
export interface User {
  readonly id: string;
  readonly provider: string;
  readonly display_name: string;
  readonly deleted: false;
  readonly provider_account_id: string;
}

/** Who may have chats, oldest first. */
export class UserStore {
  readonly #users = new Map<string, User>();
  readonly #limit: number;
  readonly #onDrop: (userId: string) => void;

  constructor(limit: number, onDrop: (userId: string) => void) {
    this.#limit = limit;
    this.#onDrop = onDrop;
  }

  find(id: string): User | undefined {
    return this.#users.get(id);
  }

  /** The user of that id, new or not; undefined where another one has the account already. */
  register(user: User): User | undefined {
    const known = this.#users.get(user.id);
    if (known !== undefined) return known;
    for (const other of this.#users.values()) {
      if (other.provider_account_id === user.provider_account_id) return undefined;
    }
    this.#users.set(user.id, user);
    this.#evict();
    return user;
  }

  drop(id: string): void {
    if (this.#users.delete(id)) this.#onDrop(id);
  }

  #evict(): void {
    // The first is whoever started the server: its secrets must go on working.
    const [, oldest] = this.#users.keys();
    if (oldest !== undefined && this.#users.size > Math.max(2, this.#limit)) this.drop(oldest);
  }
}
