import type { ProviderUnderTest } from "@g4f/conformance";
import { defineManifest, type CallRequest, type ProviderSettings } from "@g4f/core";

import { PeerStream } from "./peer-stream.ts";
import type { Peer } from "./peer.ts";

/** A peer as the suite creates it. */
export function peerProvider(peer: Peer, settings: ProviderSettings): ProviderUnderTest {
  return {
    manifest: defineManifest({
      name: peer.name,
      url: "https://platform.openai.com/docs/api-reference/chat",
      working: true,
      supports: peer.supports,
    }),
    createAsyncGenerator: (request: CallRequest) => new PeerStream(peer, { settings, request }),
  };
}
