import { createProviderPackage } from "@g4f/conformance/command";

import { CliError } from "../exit-status.ts";
import type { Terminal } from "../terminal.ts";

/** What `g4f create-provider` was told on its command line. */
export interface CreateOptions {
  readonly wire?: string;
}

/**
 * Writes the package into the working folder and says what to do next.
 * @throws CliError `usage` for a name that cannot be, `io` where the folder is there or cannot be made.
 */
export async function create(
  name: string,
  { wire }: CreateOptions,
  { stdout }: Terminal,
): Promise<void> {
  const { folder, files } = await createProviderPackage({ name, wire }).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw new CliError(error instanceof TypeError ? "usage" : "io", message);
  });
  const lines = [
    ...files.map((file) => `${folder}/${file}`),
    `next: cd ${folder} && npm install && npm test`,
  ];
  stdout.write(`${lines.join("\n")}\n`);
}
