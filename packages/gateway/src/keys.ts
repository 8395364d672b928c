/** Keys in a file: for whoever creates, lists and revokes them, with or without a gateway that runs. */
export { keyFileOf } from "./config/load.ts";
export {
  createKey,
  isInForce,
  KeyError,
  revokeKey,
  type CreatedKey,
  type NewKey,
} from "./keys/edit-keys.ts";
export type { KeyRecord } from "./keys/key-record.ts";
export { readKeys, type KeysRead, type KeyState } from "./keys/read-keys.ts";
export { PERIODS, type Budget, type KeyRules, type Period } from "./keys/rules.ts";
