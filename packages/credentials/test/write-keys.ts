/** Keeps keys one after the other, and says each that is kept: `node write-keys.ts <file> <provider> <count>`. */
import { CredentialStore } from "../src/credential-store.ts";

const [file = "", provider = "", count = ""] = process.argv.slice(2);
const store = new CredentialStore({ file });
for (let index = 0; index < Number(count); index++) {
  const account = `a${index}`;
  await store.set({ provider, account, baseUrl: "https://api.acme.test", key: `key-${index}` });
  process.stdout.write(`${account}\n`);
}
