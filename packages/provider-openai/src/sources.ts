import type { SourcePart } from "@g4f/core";

/** What an answer cites, each URL once: hosts repeat their lists with every event. */
export class Sources {
  readonly #known = new Set<string>();

  /** New sources in a list of URLs, of `{url, title}`, or of `{url_citation: {url, title}}`. */
  read(list: readonly unknown[]): SourcePart[] {
    return list.flatMap((item) => this.#source(item));
  }

  #source(item: unknown): SourcePart[] {
    const cited: unknown = Reflect.get(Object(item), "url_citation") ?? item;
    const url: unknown = typeof cited === "string" ? cited : Reflect.get(Object(cited), "url");
    if (typeof url !== "string" || url === "" || this.#known.has(url)) return [];
    this.#known.add(url);
    const title: unknown = Reflect.get(Object(cited), "title");
    return [{ type: "source", url, ...(typeof title === "string" ? { title } : {}) }];
  }
}
