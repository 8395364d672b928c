import type { Terminal } from "../terminal.ts";
import { counted, tell, withJar } from "./jar.ts";

/** Forgets the cookies of a site and of all below it, or all of them. */
export async function clearCookies(domain: string | undefined, terminal: Terminal): Promise<void> {
  const count = await withJar(terminal, async (jar) => await jar.clear(domain));
  tell(terminal, `forgot ${counted(count)}${domain === undefined ? "" : ` of ${domain}`}`);
}
