import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const REFERENCE = new URL("../reference/openai-chat.ts", import.meta.url).href;

/** Modules that a test writes, beside the packages that they import. */
export class Modules implements Disposable {
  readonly #folder = mkdtempSync(join(HERE, "tmp-"));
  #count = 0;

  /** URL of a module with this source; `Reference` in it is the correct provider. */
  url(source: string): string {
    const file = join(this.#folder, `module-${this.#count++}.ts`);
    writeFileSync(
      file,
      `import { ReferenceProvider as Reference } from "${REFERENCE}";\n${source}\n`,
    );
    return pathToFileURL(file).href;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
