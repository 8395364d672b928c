import { connect } from "node:net";

import type { Figures } from "../lib/results.ts";
import { toSegment, workload, type Workload } from "../upstream/workload.ts";
import { spent, times, type Spent, type Tools } from "./job.ts";

/** Each measurement takes at least so many tokens and so long: short streams are read again and again. */
const MEASURED = { tokens: 10_000, ms: 150 };
/** A process is warm after so many tokens; slow libraries get no more than some CPU for it. */
const WARM_UP = { least: 30_000, most: 240_000, cpuMs: 1200 };

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
    const { cpu, wall } = await perToken(asked, () => read(asked));
    figures[keyOf(asked, "cpu")] = cpu;
    figures[keyOf(asked, "wall")] = wall;
  }
  return figures;
}

async function perToken(asked: Workload, read: () => Promise<void>): Promise<Spent> {
  let seen = 0;
  const { cpu, wall } = await spent(async () => {
    const until = performance.now() + MEASURED.ms;
    while (seen < MEASURED.tokens || performance.now() < until) {
      await read();
      seen += asked.tokens;
    }
  });
  return { cpu: cpu / seen, wall: wall / seen };
}

async function warmUp(
  asked: Workload,
  { least, most, cpuMs }: typeof WARM_UP,
  read: (asked: Workload) => Promise<void>,
): Promise<void> {
  const tokensEach = Math.min(asked.tokens, 10_000);
  let cpu = 0;
  for (let done = 0; done < most && (done < least || cpu < cpuMs * 1000); done += tokensEach) {
    cpu += (await spent(() => read({ ...asked, tokens: tokensEach }))).cpu;
  }
}

/** Wall per token of a reader that drops every byte: how fast the upstream is. */
export async function drain({ job: { origin, workloads } }: Pick<Tools, "job">): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const asked of workloads) {
    await times(3, () => drop(origin, workload({ ...asked, tokens: 10_000 })));
    const { wall } = await perToken(asked, () => drop(origin, asked));
    figures[keyOf(asked, "wall")] = wall;
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
