import { constants } from "node:os";

import { defined } from "@g4f/core/kit";
import { openGateway } from "@g4f/gateway/config";
import { allProviders } from "@g4f/providers";

import { environmentOf } from "./environment.ts";
import { toLog } from "./log.ts";

try {
  const { config: file, host, port } = environmentOf(process.env);
  const opened = await openGateway({
    file,
    known: () => allProviders(),
    env: process.env,
    warn: (words) => toLog("warn", words),
    listen: defined({ host, port }),
    log: process.stdout,
  });
  const { gateway } = opened;
  const stopped = firstSignal();
  process.on("SIGHUP", () => {
    opened.reload().then(
      () => toLog("info", "the configuration was read again and holds"),
      (error: Error) => toLog("error", `${error.message}; the one from before stays in force`),
    );
  });
  const { url } = await gateway.listen();
  toLog("info", `listening at ${url}`);
  // Only where the file has no keys, and nobody else than this machine gets there.
  if (gateway.secret !== undefined)
    process.stderr.write(`key, shown this once: ${gateway.secret}\n`);
  await stopped;
  toLog("info", "stopping: running answers may end");
  await gateway.drain();
  await opened[Symbol.asyncDispose]();
} catch (error) {
  toLog("error", error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** The one after the first ends the process: as the first of a container, it would get no default. */
function firstSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let signals = 0;
  for (const name of ["SIGTERM", "SIGINT"] as const) {
    process.on(name, () => {
      signals++;
      if (signals > 1) process.exit(128 + constants.signals[name]);
      resolve();
    });
  }
  return promise;
}
