import type { LookupFunction } from "node:net";

import { expect, test } from "vitest";

import { LOGIN, USER } from "../support/proxy-fault.ts";
import { httpServer, okResponse, rawServer } from "../support/raw-server.ts";
import { socksServer } from "../support/socks-server.ts";
import { testCa, validLeaf, wrongNameLeaf } from "../support/tls.ts";
import { failureOf, get, testTransport, textOf, turns } from "../support/transport.ts";

const TLS = { tls: { ca: testCa } };

/** A lookup that knows one name, with these addresses. */
function knows(name: string, ...addresses: readonly string[]): LookupFunction {
  return (asked, _options, done) => {
    if (asked !== name) return done(Object.assign(new Error("no"), { code: "ENOTFOUND" }), []);
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    done(null, found);
  };
}

test.for([
  ["socks5h", "http", { kind: 3, host: "target.test" }],
  ["socks5h", "https", { kind: 3, host: "localhost" }],
  ["socks5", "http", { kind: 1, host: "192.0.2.7" }],
  ["socks5", "https", { kind: 1, host: "192.0.2.7" }],
] as const)("%s carries %s", async ([proxyScheme, scheme, place]) => {
  const secure = scheme === "https";
  const name = secure ? "localhost" : "target.test";
  const heads: string[] = [];
  await using server = await httpServer(
    (socket, { head }) => {
      heads.push(head);
      socket.write(okResponse("ok"));
    },
    secure ? { tls: validLeaf } : {},
  );
  await using proxy = await socksServer();
  const transport = testTransport({ lookup: knows(name, "fd00::7", "192.0.2.7") });
  for (let call = 0; call < 3; call++) {
    const url = `${scheme}://${name}:${server.port}/a?b=c`;
    const request = get(url, { ...TLS, proxy: proxy.url("", proxyScheme) });
    expect(await textOf(await transport.request(request))).toBe("ok");
    await turns();
  }
  expect(proxy.requests).toEqual([{ methods: [0], login: undefined, port: server.port, ...place }]);
  expect(heads).toHaveLength(3);
  expect(heads[0]?.split("\r\n")).toEqual([
    "GET /a?b=c HTTP/1.1",
    `host: ${name}:${server.port}`,
    "connection: keep-alive",
  ]);
});

test.for([
  ["https://127.0.0.1", { kind: 1, host: "127.0.0.1" }],
  ["https://[::1]", { kind: 4, host: "0000:0000:0000:0000:0000:0000:0000:0001" }],
] as const)("an address is sent as one: %s", async ([origin, place]) => {
  await using server = await httpServer(okResponse("ok"), { tls: validLeaf });
  for (const scheme of ["socks5", "socks5h"] as const) {
    await using proxy = await socksServer();
    const url = `${origin}:${server.port}/`;
    const request = get(url, { ...TLS, proxy: proxy.url("", scheme) });
    // Nothing is to be looked up.
    const transport = testTransport({ lookup: knows("nothing.test") });
    expect(await textOf(await transport.request(request))).toBe("ok");
    expect(proxy.requests).toMatchObject([place]);
  }
});

test("a name that has addresses of IPv6 only is sent as one of them", async () => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await socksServer();
  const transport = testTransport({ lookup: knows("six.test", "2001:db8::1:0:ff%eth0") });
  const url = `http://six.test:${server.port}/`;
  await transport.request(get(url, { proxy: proxy.url("", "socks5") }));
  const host = "2001:0db8:0000:0000:0000:0001:0000:00ff";
  expect(proxy.requests).toMatchObject([{ kind: 4, host }]);
});

test("socks5 looks the name up here: one that does not exist never reaches the proxy", async () => {
  await using proxy = await socksServer();
  const transport = testTransport({ lookup: knows("other.test", "192.0.2.7") });
  const request = get("https://target.test/", { proxy: proxy.url(USER, "socks5") });
  const error = await failureOf(transport.request(request));
  expect(error).toMatchObject({ code: "network", phase: "connect", retryable: false });
  expect(error.message).toMatch(/^target\.test does not exist/);
  const nobody = testTransport({ lookup: knows("target.test") });
  expect((await failureOf(nobody.request(request))).message).toMatch(
    /^target\.test has no address/,
  );
  expect(proxy.connections).toBe(0);
});

test("socks5h leaves the name to the proxy, whatever it looks like here", async () => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await socksServer();
  const transport = testTransport({
    lookup: (asked, _options, done) =>
      done(Object.assign(new Error(`looked up ${asked}`), { code: "EAI_AGAIN" }), []),
  });
  const url = `http://bücher.test:${server.port}/`;
  expect(await textOf(await transport.request(get(url, { proxy: proxy.url() })))).toBe("ok");
  expect(proxy.requests).toMatchObject([{ kind: 3, host: "xn--bcher-kva.test" }]);
});

test("user and password go to a proxy that wants them, and to no other", async () => {
  const heads: string[] = [];
  await using server = await httpServer((socket, { head }) => {
    heads.push(head);
    socket.write(okResponse("ok"));
  });
  await using strict = await socksServer({ login: LOGIN });
  await using open = await socksServer();
  for (const proxy of [strict, open]) {
    await testTransport().request(get(server.port, { proxy: proxy.url(USER) }));
  }
  expect(strict.requests).toMatchObject([{ methods: [0, 2], login: LOGIN }]);
  expect(open.requests).toMatchObject([{ methods: [0, 2], login: undefined }]);
  expect(heads.join()).not.toMatch(/proxy-|cret/i);
});

test.for(["name@", ":word@"])("a login may be half empty: %s", async (userinfo) => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await socksServer({ login: userinfo === "name@" ? "name:" : ":word" });
  const response = await testTransport().request(get(server.port, { proxy: proxy.url(userinfo) }));
  expect(response.status).toBe(200);
});

test.for(["user", "password", "name of the target"])(
  "what has no room in 255 bytes is refused: %s",
  async (what) => {
    await using proxy = await socksServer({ login: "never:asked" });
    const long = "x".repeat(256);
    const userinfo =
      what === "user" ? `${long}:y@` : what === "password" ? `y:${long}@` : "never:asked@";
    const host =
      what === "name of the target"
        ? Array.from({ length: 30 }, () => "xxxxxxxxx").join(".")
        : "a.test";
    const request = get(`http://${host}/`, { proxy: proxy.url(userinfo) });
    const error = await failureOf(testTransport().request(request));
    expect(error).toMatchObject({ code: "invalid_request", phase: "prepare", retryable: false });
    expect(error.message).not.toContain("xxxx");
    await proxy.idle();
    expect(proxy.requests).toEqual([]);
  },
);

test("two origins, two logins and two schemes share no tunnel", async () => {
  await using one = await httpServer(okResponse("one"));
  await using two = await httpServer(okResponse("two"));
  await using proxy = await socksServer();
  const transport = testTransport();
  const ask = async (port: number, url: URL): Promise<string> => {
    const text = await textOf(await transport.request(get(port, { proxy: url })));
    await turns();
    return text;
  };
  for (let round = 0; round < 3; round++) {
    expect(await ask(one.port, proxy.url())).toBe("one");
    expect(await ask(two.port, proxy.url())).toBe("two");
    expect(await ask(one.port, proxy.url("a:x@"))).toBe("one");
    expect(await ask(one.port, proxy.url("", "socks5"))).toBe("one");
  }
  expect([proxy.connections, one.connections, two.connections]).toEqual([4, 3, 1]);
});

test.for([
  ["a name that is not its own", wrongNameLeaf, TLS],
  ["an authority that is not trusted", validLeaf, {}],
] as const)("the target's certificate is verified: %s", async ([, leaf, trust]) => {
  await using server = await httpServer(okResponse("ok"), { tls: leaf });
  for (const scheme of ["socks5", "socks5h"] as const) {
    await using proxy = await socksServer();
    const url = `https://localhost:${server.port}/`;
    const request = get(url, { ...trust, proxy: proxy.url("", scheme) });
    const error = await failureOf(testTransport().request(request));
    expect(error).toMatchObject({ code: "network", phase: "tls", retryable: false });
    expect(error.message).toMatch(/^localhost has a certificate/);
    await proxy.idle();
    expect(proxy.connections).toBe(1);
  }
});

test("what comes in one piece with the proxy's reply is the target's", async () => {
  const answers = [
    [5, 0],
    [5, 0, 0, 3, 2, 65, 66, 0, 80, ...Buffer.from("not TLS at all")],
  ];
  await using proxy = await rawServer((socket) => {
    socket.on("data", () => socket.write(Buffer.from(answers.shift() ?? [])));
  });
  const url = new URL(`socks5h://127.0.0.1:${proxy.port}`);
  const error = await failureOf(testTransport().request(get("https://a.test/", { proxy: url })));
  expect(error).toMatchObject({ code: "network", phase: "tls", retryable: false });
});
