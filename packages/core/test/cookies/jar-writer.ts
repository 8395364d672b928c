/** Sets one cookie over and over, and prints each value once it is on the disk; until it is killed. */
import { openCookieJar } from "../../src/cookies.ts";

const [file = "", id = ""] = process.argv.slice(2);
const jar = await openCookieJar(file);
for (let count = 1; ; count++) {
  await jar.set(`${id}.test`, { count: String(count) });
  process.stdout.write(`${count}\n`);
}
