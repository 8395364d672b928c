import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { KEY } from "../contestants/contestant.ts";
import { loadOptional } from "../optional/load.ts";
import type { Ask, Bases, Listening, Relay } from "./relay.ts";

/** A port that was free a moment ago: this server takes no other way of saying it. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(bases: Bases): Promise<Listening> {
  const port = await freePort();
  process.env["TRUSTED_CUSTOM_HOSTS"] = "127.0.0.1";
  process.argv.push("--headless", `--port=${port}`);
  await loadOptional("@portkey-ai/gateway/build/start-server.js");
  const own = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    const up = await fetch(own).then(
      () => true,
      () => false,
    );
    if (up) break;
    await sleep(50);
  }
  const ask = (base: string): Ask => ({
    url: `${own}/v1/chat/completions`,
    model: "m",
    headers: {
      authorization: `Bearer ${KEY}`,
      "x-portkey-provider": "openai",
      "x-portkey-custom-host": `${base}/v1`,
    },
  });
  return { asks: { stream: ask(bases.stream), small: ask(bases.small) } };
}

export const portkey: Relay = { name: "Portkey", kind: "peer", start };
