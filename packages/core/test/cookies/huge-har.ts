import { open } from "node:fs/promises";

/** Writes a HAR of so many MiB: long bodies, many requests, and a cookie that changes all the time. */
export async function writeHugeHar(path: string, mebibytes: number): Promise<void> {
  await using file = await open(path, "w", 0o600);
  const body = JSON.stringify('<p class="x">\\ \u00e9\n</p>'.repeat(20_000));
  let written = 0;
  await file.write('{"log":{"version":"1.2","entries":[');
  for (let index = 0; written < mebibytes * 1024 * 1024; index++) {
    const at = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
    const cookies = `sid=${index}; ${"tracker=xxxxxxxxxx; ".repeat(20)}last=1`;
    const entry = `${index === 0 ? "" : ","}
{"startedDateTime":"${at}","time":5,"request":{"method":"GET","url":"https://h${index % 50}.test/p?q=${index}",
"headers":[{"name":"cookie","value":"${cookies}"},{"name":"authorization","value":"Bearer x"}]},
"response":{"headers":[{"name":"set-cookie","value":"sid=${index + 1}; Path=/"}],"content":{"text":${body}}}}`;
    written += entry.length;
    await file.write(entry);
  }
  await file.write("]}}");
}
