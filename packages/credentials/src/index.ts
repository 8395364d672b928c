export {
  CredentialStore,
  type CredentialStoreOptions,
  type KeyFilter,
  type KeyToSet,
} from "./credential-store.ts";
export type { Credential, CredentialId, RenewedKey } from "./credential.ts";
export type { KeyOwner } from "./environment-keys.ts";
export type { GivenKey } from "./given-keys.ts";
export type { KeyringLibrary, KeyringLoader } from "./keychain.ts";
export type { EndingKey, Refresh } from "./refresher.ts";
