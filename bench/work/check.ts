import { workload } from "../upstream/workload.ts";
import type { JobResult, Tools } from "./job.ts";

/** Compares what a library reads with what the upstream says. */
export async function check({ job, client, said }: Tools): Promise<JobResult> {
  const wrong: string[] = [];
  const compare = async (what: string, got: Promise<string>, wanted: string): Promise<void> => {
    const text = await got.catch((error: unknown) => error);
    if (text === wanted) return;
    const place = typeof text === "string" ? differs(text, wanted) : `failed: ${String(text)}`;
    wrong.push(`${what}: ${place}`);
  };
  for (const asked of job.workloads) {
    const parts: string[] = [];
    const read = client(asked).stream((text) => void parts.push(text));
    const { packing, padded } = asked;
    const what = `${packing}${padded ? ", padded" : ""}`;
    await compare(
      `stream (${what})`,
      read.then(() => parts.join("")),
      await said(asked),
    );
  }
  const small = workload({ tokens: 20 });
  const whole = client(small).complete?.();
  if (whole !== undefined) await compare("complete", whole, await said(small));
  const called = workload({ says: "tool", tokens: 50 });
  const tool = client(called).tool?.();
  if (tool !== undefined) await compare("tool", tool, await said(called));
  return { figures: {}, wrong };
}

function differs(text: string, wanted: string): string {
  let at = 0;
  while (at < text.length && text[at] === wanted[at]) at++;
  const shown = JSON.stringify(text.slice(at, at + 20));
  return `differs at ${at}: ${shown} instead of ${JSON.stringify(wanted.slice(at, at + 20))}`;
}
