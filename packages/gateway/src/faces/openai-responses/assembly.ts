import type { RawPart } from "@g4f/core";

import type { Assembly } from "../../face.ts";
import type { Json } from "./response.ts";

/** Puts the response together that upstream's own events tell of. */
export class ResponsesAssembly implements Assembly {
  #items: Json[] = [];
  #response: Json | undefined;

  readonly raw = ({ data }: RawPart): void => {
    const { type, response, output_index: index, item } = Object(data) as Json;
    if (type === "response.created") this.restart();
    if (typeof response === "object" && response !== null) this.#response = response as Json;
    if (type === "response.output_item.done" && typeof index === "number") {
      this.#items[index] = item as Json;
    }
  };

  readonly restart = (): void => {
    this.#items = [];
    this.#response = undefined;
  };

  /** As far as it was told; some hosts tell of their items on the way alone. */
  readonly body = (): Json | undefined => {
    const response = this.#response;
    if (response === undefined) return undefined;
    const { output } = response;
    const told = Array.isArray(output) && output.length > 0;
    return told ? response : { ...response, output: this.#items.filter(Boolean) };
  };
}
