import { aiSdk } from "./ai-sdk.ts";
import { langchain } from "./langchain.ts";
import { openai } from "./openai.ts";
import type { Peer } from "./peer.ts";
import { tanstack } from "./tanstack.ts";

/** The libraries that are put under the suite. */
export const PEERS: readonly Peer[] = [openai, aiSdk, langchain, tanstack];
