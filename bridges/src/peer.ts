import type { CallRequest, Chunk, ProviderManifest, ProviderSettings } from "@g4f/core";

/** How a call is set up: where it goes, with which key, and the limits that the suite asks for. */
export interface PeerCall {
  readonly settings: ProviderSettings;
  readonly request: CallRequest;
}

/** Another library, set to the best it can do, behind the contract that the suite reads. */
export interface Peer {
  /** The package that a user would install. */
  readonly name: string;
  /** Packages whose versions the report names. */
  readonly packages: readonly string[];
  /** How it was set up, in one sentence. */
  readonly setup: string;
  readonly supports: ProviderManifest["supports"];
  /**
   * One call, read as the library's users read it. Throws what the library throws. A stream that the
   * library ends without complaint ends with a finish part here, whatever it was worth.
   */
  readonly open: (call: PeerCall) => AsyncGenerator<Chunk, undefined>;
}
