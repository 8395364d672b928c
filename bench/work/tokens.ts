import { connect } from "node:net";

import type { Figures } from "../lib/results.ts";
import { toSegment, workload, type Workload } from "../upstream/workload.ts";
import { spent, times, type Spent, type Tools } from "./job.ts";

/** Tokens of each measurement at least, so that short streams are measured often. */
const TOKENS = 10_000;
/** A process is warm after so many tokens; slow libraries have no more than some time for it. */
const WARM_UP = { least: 20_000, most: 80_000, ms: 600 };

/** The key of a figure of one workload. */
export function keyOf(asked: Workload, what: keyof Spent): string {
  const stream = asked.replay === "" ? asked.packing : asked.replay;
  return `${stream}.${asked.padded ? "padded" : "plain"}.${asked.tokens}.${what}`;
}

/** CPU and wall per token of each workload. */
export async function tokens({ job, client }: Tools): Promise<Figures> {
  const figures: Record<string, number> = {};
  const read = async (asked: Workload): Promise<void> => {
    let length = 0;
    await client(asked).stream((text) => (length += text.length));
    if (length === 0) throw new Error("there was no text");
  };
  for (const [at, asked] of job.workloads.entries()) {
    await warmUp(asked, at === 0 ? WARM_UP : { ...WARM_UP, most: WARM_UP.least }, read);
    const repeat = Math.ceil(TOKENS / asked.tokens);
    const { cpu, wall } = await spent(() => times(repeat, () => read(asked)));
    figures[keyOf(asked, "cpu")] = cpu / repeat / asked.tokens;
    figures[keyOf(asked, "wall")] = wall / repeat / asked.tokens;
  }
  return figures;
}

async function warmUp(
  asked: Workload,
  { least, most, ms }: typeof WARM_UP,
  read: (asked: Workload) => Promise<void>,
): Promise<void> {
  const tokensEach = Math.min(asked.tokens, 10_000);
  const until = performance.now() + ms;
  for (let done = 0; done < most; done += tokensEach) {
    if (done >= least && performance.now() > until) return;
    await read({ ...asked, tokens: tokensEach });
  }
}

/** Wall per token of a reader that drops every byte: how fast the upstream is. */
export async function drain({ job: { origin, workloads } }: Pick<Tools, "job">): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const asked of workloads) {
    await times(2, () =>
      drop(origin, workload({ ...asked, tokens: Math.min(asked.tokens, 10_000) })),
    );
    const repeat = Math.ceil(TOKENS / asked.tokens);
    const { wall } = await spent(() => times(repeat, () => drop(origin, asked)));
    figures[keyOf(asked, "wall")] = wall / repeat / asked.tokens;
  }
  return figures;
}

function drop(origin: string, asked: Workload): Promise<void> {
  const { hostname, port } = new URL(origin);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect({ host: hostname, port: Number(port) }, () => {
    const body = '{"stream":true}';
    socket.write(
      `POST /${toSegment(asked)}/v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  });
  socket.on("error", reject);
  socket.on("data", (bytes) => {
    if (bytes.length >= 5 && bytes.toString("latin1", bytes.length - 5) === "0\r\n\r\n") {
      socket.destroy();
      resolve();
    }
  });
  return promise;
}
