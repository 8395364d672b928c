/** What a process used. */
export interface Costs {
  /** Seconds of all cores since the last question. */
  readonly cpu: number;
  /** Highest MiB since the last question. */
  readonly rss: number;
}

/** Answers each question with what this process used since the one before. */
export function costs(): () => Costs {
  let before = process.cpuUsage();
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  setInterval(look, 100).unref();
  return () => {
    look();
    const used = process.cpuUsage(before);
    const answer = { cpu: (used.user + used.system) / 1e6, rss: peak / 1024 / 1024 };
    before = process.cpuUsage();
    peak = 0;
    return answer;
  };
}
