/** Counts connections, and tells when none is open. */
export class Connections {
  made = 0;
  open = 0;
  #waiting: (() => void)[] = [];

  /** One more; the returned function says once that it is closed. */
  add(): () => void {
    this.made += 1;
    this.open += 1;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.open -= 1;
      if (this.open > 0) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) resolve();
    };
  }

  /** Resolves once none is open. */
  async idle(): Promise<void> {
    while (this.open > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
