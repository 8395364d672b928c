import type { ProviderSettings } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import { expectEqual, expectErrorFields } from "../expect.ts";
import { baseUrl } from "./connect.ts";
import { listener } from "./listener.ts";
import { rejectionOf, SOON } from "./reading.ts";

const PROVES = ["F36", "R4", "§6 abort"];

/** A signal ends a call at once that is not connected yet. */
export const ABORT_CONNECTING: readonly Case[] = [
  {
    id: "abort.tls-handshake",
    level: "core",
    rule: "An abort during a handshake that hangs rejects at once, frees the socket and connects no more.",
    proves: ["F11", ...PROVES],
    run: async (bench) => await abortOnceConnected(bench, () => ({})),
  },
  {
    id: "abort.proxy-connect",
    level: "core",
    rule: "An abort during a CONNECT that hangs rejects at once, frees the socket and connects no more.",
    proves: ["F9", "undici#3897", ...PROVES],
    run: async (bench) => {
      await abortOnceConnected(bench, (port) => ({
        baseUrl: baseUrl(bench, "https://127.0.0.1:9"),
        proxy: `http://127.0.0.1:${port}`,
      }));
    },
  },
  {
    id: "abort.silence",
    level: "core",
    rule: "An abort of a call to something that takes a request and says nothing frees the socket at once.",
    proves: ["F15", ...PROVES],
    run: async (bench) => {
      await abortOnceConnected(bench, (port) => ({
        baseUrl: baseUrl(bench, `http://127.0.0.1:${port}`),
      }));
    },
  },
];

/** Aborts when something that never answers has been connected to. */
async function abortOnceConnected(
  bench: Bench,
  settingsFor: (port: number) => ProviderSettings,
): Promise<void> {
  const connected = Promise.withResolvers<void>();
  const server = await listener(bench, (socket) => {
    socket.resume();
    connected.resolve();
  });
  const provider = await bench.create(undefined, {
    apiKey: bench.canaries.key,
    baseUrl: baseUrl(bench, `https://127.0.0.1:${server.port}`),
    ...settingsFor(server.port),
  });
  const controller = new AbortController();
  const stream = bench.call(provider, { signal: controller.signal });
  const pending = stream.next();
  pending.catch(() => {});
  await bench.within(2_000, "something connects", connected.promise);
  const before = server.connections;
  controller.abort();
  const error = await rejectionOf(bench, "the pending read after the abort", pending);
  expectErrorFields(error, { code: "aborted", retryable: false });
  await bench.within(SOON, "the socket of the aborted call is closed", server.idle());
  expectEqual(server.connections, before, "the number of connections after the abort");
}
