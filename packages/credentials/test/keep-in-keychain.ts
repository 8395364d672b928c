/** Keeps a key in the keychain of the system, reads it with another store, forgets it: `node … <file>`. */
import { CredentialStore } from "../src/credential-store.ts";

const [file = ""] = process.argv.slice(2);
const origin = "https://api.acme.test";
const store = new CredentialStore({ file });
const id = { provider: "acme", account: "work", baseUrl: origin };
await store.set({ ...id, key: "key-of-work", to: "keychain" });
const read = await new CredentialStore({ file }).get("acme", origin);
const listed = await store.list();
await store.remove({ provider: "acme" });
await store.set({ ...id, key: "again", to: "keychain" });
await store.remove({ provider: "acme" });
process.stdout.write(JSON.stringify({ read, from: listed.map(({ from }) => from) }));
