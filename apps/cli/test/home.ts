import { join } from "node:path";

import { g4f, type Outcome, type Setting } from "./g4f.ts";
import { temporaryFolder, type Temporary } from "./temporary.ts";

/** A person's home, and commands that run in it. */
export interface Home extends Disposable {
  readonly path: string;
  /** What leads a command there. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the command keeps a file. */
  readonly kept: (name: string) => string;
  /** Runs a command; the path of the home is `~` in what it says. */
  readonly run: (args: readonly string[], setting?: Setting) => Promise<Outcome>;
}

/** One with these files. */
export function makeHome(files: Readonly<Record<string, string>> = {}): Home {
  const folder: Temporary = temporaryFolder(files);
  const { path } = folder;
  const env = { XDG_CONFIG_HOME: path, HOME: path };
  const plain = (text: string): string => text.replaceAll(path, "~");
  return {
    path,
    env,
    kept: (name) => join(path, "g4f", name),
    run: async (args, setting = {}) => {
      const { status, out, err } = await g4f(args, { ...setting, env: { ...env, ...setting.env } });
      return { status, out: plain(out), err: plain(err) };
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
