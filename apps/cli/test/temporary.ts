import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder or file that is gone with its scope. */
export interface Temporary extends Disposable {
  readonly path: string;
}

/** A folder with these files, each path relative to it. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): Temporary {
  const path = mkdtempSync(join(tmpdir(), "g4f-cli-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text, { mode: 0o600 });
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A file in a folder of its own. */
export function temporaryFile(name: string, text: string): Temporary {
  const folder = temporaryFolder({ [name]: text });
  return { ...folder, path: join(folder.path, name) };
}
