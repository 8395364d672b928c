/** Text that grows, and who waits for what is to come in it. */
export class Watched {
  #text = "";
  /** Up to here it was waited for. */
  #seen = 0;
  #status: number | undefined;
  #look = (): void => {};

  get text(): string {
    return this.#text;
  }

  add(text: string): void {
    this.#text += text;
    this.#look();
  }

  /** From then on nothing comes any more. */
  endsWith(exited: Promise<number>): void {
    const end = async (): Promise<void> => {
      this.#status = await exited;
      this.#look();
    };
    void end();
  }

  /** Resolves with what came up to and with `wanted`, behind what was waited for before. */
  until(wanted: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#look = (): void => {
        const at = this.#text.indexOf(wanted, this.#seen);
        if (at >= 0) {
          this.#look = () => {};
          const from = this.#seen;
          this.#seen = at + wanted.length;
          resolve(this.#text.slice(from, this.#seen));
        } else if (this.#status !== undefined) {
          const what = `it ended (${this.#status}) without ${JSON.stringify(wanted)}`;
          reject(new Error(`${what}:\n${this.#text}`));
        }
      };
      this.#look();
    });
  }
}
