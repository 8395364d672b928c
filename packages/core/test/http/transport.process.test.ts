import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, onTestFinished, test } from "vitest";

import { blackHole } from "../support/black-hole.ts";
import { proxyServer } from "../support/proxy-server.ts";
import { httpServer, okResponse } from "../support/raw-server.ts";
import { socksServer } from "../support/socks-server.ts";
import { selfSigned, testCa, validLeaf } from "../support/tls.ts";
import { failureOf, get, testTransport, textOf, turns } from "../support/transport.ts";

const MODULE = new URL("../../src/http/undici-transport.ts", import.meta.url).href;
/** Runs a module in a process of its own and returns what it printed as JSON. */
async function child(code: string, env: Record<string, string> = {}): Promise<unknown> {
  const script = `const { undiciTransport, sharedTransport } = await import(${JSON.stringify(MODULE)});\n${code}`;
  const args = ["--unhandled-rejections=strict", "--input-type=module", "--eval", script];
  const options = { timeout: 30_000, env: { ...process.env, ...env } };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return JSON.parse(stdout);
}

interface Call {
  readonly url: string;
  readonly proxy?: string;
  readonly ca?: string;
}

/** Sends the calls, and prints each status or error, and how long the process lived on after them. */
function sending(calls: readonly Call[]): string {
  return `
    const { signal } = new AbortController();
    const send = async ({ url, proxy, ca }) => {
      const request = { method: "GET", url: new URL(url), headers: {}, signal };
      if (proxy !== undefined) request.proxy = new URL(proxy);
      if (ca !== undefined) request.tls = { ca };
      try {
        const response = await sharedTransport().request(request);
        for await (const chunk of response.body);
        return response.status;
      } catch ({ code, phase }) {
        return { code, phase };
      }
    };
    const results = await Promise.all(${JSON.stringify(calls)}.map(send));
    const end = performance.now();
    process.on("exit", () => {
      console.log(JSON.stringify({ results, livedOnMs: performance.now() - end }));
    });`;
}

test("undici is loaded with the first request, not with the module", async () => {
  await using server = await httpServer(okResponse("ok"));
  const loaded = await child(`
    const { createRequire } = await import("node:module");
    const { cache } = createRequire(import.meta.url);
    const count = () => Object.keys(cache).filter((path) => path.includes("undici")).length;
    const transport = undiciTransport();
    const before = count();
    const { signal } = new AbortController();
    const url = new URL("http://127.0.0.1:${server.port}/");
    (await transport.request({ method: "GET", url, headers: {}, signal })).destroy();
    console.log(JSON.stringify({ before, after: count() > 0 }));
  `);
  expect(loaded).toEqual({ before: 0, after: true });
});

test("kept connections, straight and by proxies, do not keep the process alive", async () => {
  await using plain = await httpServer(okResponse("ok"));
  await using secure = await httpServer(okResponse("ok"), { tls: validLeaf });
  await using proxy = await proxyServer();
  await using secureProxy = await proxyServer({ tls: validLeaf });
  const urls = [`http://127.0.0.1:${plain.port}/`, `https://127.0.0.1:${secure.port}/`];
  await using socks = await socksServer();
  const proxies = [proxy.url(), secureProxy.url(), socks.url(), socks.url("", "socks5")];
  const ways = [{}, ...proxies.map(({ href }) => ({ proxy: href }))];
  const calls = urls.flatMap((url) => ways.map((way) => ({ url, ca: testCa, ...way })));
  const printed = (await child(sending(calls))) as { results: unknown[]; livedOnMs: number };
  expect(printed.results).toEqual(Array(urls.length * ways.length).fill(200));
  // undici keeps a connection for 4 s.
  expect(printed.livedOnMs).toBeLessThan(2_000);
});

test("the environment cannot switch verification off", async () => {
  await using server = await httpServer(okResponse("ok"), { tls: selfSigned });
  const calls = [{ url: `https://localhost:${server.port}/` }];
  const printed = await child(sending(calls), { NODE_TLS_REJECT_UNAUTHORIZED: "0" });
  expect(printed).toMatchObject({ results: [{ code: "network", phase: "tls" }] });
});

test("a proxy may be signed by an authority of the runtime where the target has one of its own", async () => {
  const folder = await mkdtemp(join(tmpdir(), "g4f-transport-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "ca.pem");
  await writeFile(file, testCa);
  await using server = await httpServer(okResponse("ok"), { tls: selfSigned });
  await using proxy = await proxyServer({ tls: validLeaf });
  const call = { url: `https://localhost:${server.port}/`, proxy: proxy.url().href };
  const calls = [
    { ...call, ca: selfSigned.cert },
    { ...call, ca: testCa },
  ];
  const printed = await child(sending(calls), { NODE_EXTRA_CA_CERTS: file });
  expect(printed).toMatchObject({ results: [200, { code: "network", phase: "tls" }] });
});

test("an abort while a black hole swallows the connection leaves no socket", async () => {
  await using hole = await blackHole();
  const connecting = (): number =>
    process.getActiveResourcesInfo().filter((name) => name.endsWith("ConnectWrap")).length;
  const transport = testTransport();
  const abort = new AbortController();
  const errors = Array.from({ length: 5 }, () =>
    failureOf(transport.request(get(hole.port, { signal: abort.signal }))),
  );
  while (connecting() < errors.length) await turns(1);
  abort.abort();
  for (const error of await Promise.all(errors)) expect(error).toMatchObject({ code: "aborted" });
  await turns();
  expect(connecting()).toBe(0);
});

test("nothing is left of 100 calls that were read, left and aborted", async () => {
  await using server = await httpServer((socket, { head }) => {
    if (head.startsWith("GET /ok")) socket.write(okResponse("ok"));
    else socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nsome");
  });
  const transport = testTransport();
  const url = `http://127.0.0.1:${server.port}`;
  const before = handles();
  for (let call = 0; call < 100; call++) {
    const abort = new AbortController();
    const path = call % 3 === 0 ? "ok" : "cut";
    const response = await transport.request(get(`${url}/${path}`, { signal: abort.signal }));
    if (call % 3 === 0) await textOf(response);
    else if (call % 3 === 1) response.destroy();
    else abort.abort();
  }
  await transport.close();
  await server.idle();
  await turns();
  expect(handles()).toEqual(before);
});

function handles(): readonly string[] {
  return process.getActiveResourcesInfo().filter((name) => /TCPSocket|Connect/.test(name));
}
