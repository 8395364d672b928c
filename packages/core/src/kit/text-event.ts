import type { RawPart } from "../chunk.ts";
import { parseJson } from "../wire/json.ts";

/** An event that a `TextTemplate` has read: most who pass it on never look into it, so it is not parsed. */
export class TextEvent implements RawPart {
  readonly type = "raw";
  readonly textOnly = true;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get data(): unknown {
    return parseJson(this.text);
  }
}
