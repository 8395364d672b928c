import { describe, expect, test } from "vitest";

import { JarCookieStore } from "../../src/cookies/jar.ts";
import type { Cookies } from "../../src/cookies/store.ts";
import { plainCookie } from "./plain-cookie.ts";

/** A store where each domain was set, in order. */
async function storeOf(...sets: readonly (readonly [string, Cookies | null])[]) {
  const store = new JarCookieStore();
  for (const [domain, cookies] of sets) await store.set(domain, cookies);
  return store;
}

/** A store that was sent these lines, in order. */
async function storeFrom(...lines: readonly (readonly [string, string])[]) {
  const store = new JarCookieStore();
  for (const [url, line] of lines) await store.setFromHeader(url, line);
  return store;
}

describe("set, then get", () => {
  const a = { a: "1" };
  const b = { b: "2" };
  const rows: readonly (readonly [
    sets: readonly (readonly [string, Cookies | null])[],
    place: string,
    wanted: Cookies,
  ])[] = [
    [[], "x.y", {}],
    [[["x.y", a]], "x.y", a],
    [[["x.y", a]], ".x.y", a],
    [[["x.y", a]], "sub.x.y", {}],
    [[["x.y", a]], "y", {}],
    [[["x.y", a]], "ax.y", {}],
    [[["X.y", a]], "x.Y", a],
    [[[".x.y", a]], ".x.y", a],
    [[[".x.y", a]], "x.y", a],
    [[[".x.y", a]], "sub.x.y", a],
    [[[".x.y", a]], "deep.sub.x.y", a],
    [[[".x.y", a]], "ax.y", {}],
    [[[".sub.x.y", a]], "x.y", {}],
    // The second set replaces, however the first one named the domain.
    [
      [
        ["x.y", a],
        ["x.y", b],
      ],
      "x.y",
      b,
    ],
    [
      [
        ["x.y", a],
        ["x.y", {}],
      ],
      "x.y",
      {},
    ],
    [
      [
        ["x.y", a],
        ["x.y", null],
      ],
      "x.y",
      {},
    ],
    [
      [
        [".x.y", a],
        ["x.y", b],
      ],
      "x.y",
      b,
    ],
    [
      [
        [".x.y", a],
        ["x.y", b],
      ],
      "sub.x.y",
      {},
    ],
    [
      [
        ["x.y", a],
        [".x.y", b],
      ],
      "sub.x.y",
      b,
    ],
    [
      [
        [".x.y", a],
        [".x.y", null],
      ],
      "sub.x.y",
      {},
    ],
    // Others stay as they are.
    [
      [
        ["x.y", a],
        ["x.z", b],
      ],
      "x.y",
      a,
    ],
    [
      [
        ["x.y", a],
        ["x.z", null],
      ],
      "x.y",
      a,
    ],
    [
      [
        [".x.y", a],
        ["sub.x.y", b],
      ],
      "sub.x.y",
      { ...a, ...b },
    ],
    [
      [
        [".x.y", a],
        ["sub.x.y", null],
      ],
      "sub.x.y",
      a,
    ],
    // URLs: scheme, path and port.
    [[["x.y", a]], "https://x.y/deep/path?q#f", a],
    [[["x.y", a]], "http://x.y", a],
    [[["x.y", a]], "wss://x.y/socket", a],
    [[["x.y", a]], "https://x.y:8443/", a],
    [[["x.y", a]], "https://user:password@x.y/", a],
    [[["x.y", a]], "https://x.y./", {}],
    // Addresses and single labels are hosts like others.
    [[["127.0.0.1", a]], "http://127.0.0.1:8080/v1", a],
    [[["127.0.0.1", a]], "127.0.0.2", {}],
    [[["::1", a]], "http://[::1]:8080/", a],
    [[["[::1]", a]], "::1", a],
    [[["::ffff:127.0.0.1", a]], "[::ffff:7f00:1]", a],
    [
      [
        ["::1", a],
        ["[::1]", b],
      ],
      "::1",
      b,
    ],
    [[["localhost", a]], "http://localhost:11434/", a],
    [[["localhost", a]], "sub.localhost", {}],
    [[[".a.localhost", a]], "b.a.localhost", a],
    [[["test", a]], "http://test/", a],
    [[["local", a]], "local", a],
    [[["example", a]], "example", a],
    [
      [
        ["example", a],
        ["example", null],
      ],
      "example",
      {},
    ],
    [[["test", a]], "x.test", {}],
    [[["my_service", a]], "http://my_service:80/", a],
    [[["constructor", a]], "constructor", a],
    [[["bücher.test", a]], "https://xn--bcher-kva.test/", a],
    // Public suffixes are hosts too, but nobody else's.
    [[["co.uk", a]], "co.uk", a],
    [[["co.uk", a]], "x.co.uk", {}],
    [[[".x.co.uk", a]], "sub.x.co.uk", a],
    [[[".x.github.io", a]], "y.github.io", {}],
    // Prefixes get their attributes.
    [
      [["x.y", { "__Secure-a": "1", "__Host-b": "2" }]],
      "x.y",
      { "__Secure-a": "1", "__Host-b": "2" },
    ],
    [[["x.y", { "__Secure-a": "1", "__Host-b": "2" }]], "http://x.y/", {}],
    [[["x.y", { "__secure-a": "1", "__HOST-b": "2" }]], "http://x.y/", {}],
    [[[".x.y", { "__Secure-a": "1" }]], "sub.x.y", { "__Secure-a": "1" }],
    [[["x.y", { __Host: "1", __Secure: "2" }]], "http://x.y/", { __Host: "1", __Secure: "2" }],
  ];
  test.each(rows.map(([sets, place, wanted]) => ({ sets, place, wanted })))(
    "$sets, $place → $wanted",
    async ({ sets, place, wanted }) => {
      const store = await storeOf(...sets);
      expect(await store.get(place)).toEqual(wanted);
    },
  );

  test.each([
    "",
    "plain",
    '"quoted"',
    "a=b==",
    "in side",
    " edges ",
    "\ttab\t",
    "a,b,c",
    "%3B%0d%0a",
    "é\u00a0ÿ",
    "back\\slash",
    "{json:1}",
    "x".repeat(5000),
  ])("hands the value out as it was given: %j", async (value) => {
    const store = await storeOf(["x.y", { value }]);
    expect(await store.get("x.y")).toEqual({ value });
  });

  test.each(["a", "a b", "a,b", '"a"', "a[0]", "$a", "é", "hasOwnProperty", "toString"])(
    "takes the name %j",
    async (name) => {
      const store = await storeOf(["x.y", { [name]: "1" }]);
      expect(await store.get("x.y")).toEqual({ [name]: "1" });
    },
  );
});

describe("copies", () => {
  test("are handed out", async () => {
    const store = await storeOf(["x.y", { a: "1" }]);
    const first = await store.get("x.y");
    first["a"] = "changed";
    first["b"] = "added";
    expect(await store.get("x.y")).toEqual({ a: "1" });
  });

  test("are taken at once, also of a frozen object", async () => {
    const store = new JarCookieStore();
    const cookies = { a: "1" };
    const pending = store.set("x.y", cookies);
    cookies.a = "changed";
    await pending;
    await store.set("x.z", Object.freeze({ b: "2" }));
    expect(await store.get("x.y")).toEqual({ a: "1" });
    expect(await store.get("x.z")).toEqual({ b: "2" });
  });

  test("are what was checked", async () => {
    const values = ["fine", "SECRET\r\nX-Evil: 1"];
    const cookies = {
      get a() {
        return values.shift() ?? "";
      },
    };
    const store = await storeOf(["x.y", cookies]);
    expect(await store.get("x.y")).toEqual({ a: "fine" });
  });

  test("of one store are not those of another", async () => {
    const [one, other] = [await storeOf(["x.y", { a: "1" }]), new JarCookieStore()];
    expect(await other.get("x.y")).toEqual({});
    expect(await one.get("x.y")).toEqual({ a: "1" });
  });
});

describe("add", () => {
  test("takes what is good, and says of the rest why it was left out", async () => {
    const store = new JarCookieStore();
    const refused = await store.add([
      plainCookie({ name: "good" }),
      plainCookie({ name: "suffix", domain: "co.uk", hostOnly: false }),
      plainCookie({ name: "address", domain: "127.0.0.1", hostOnly: false }),
      plainCookie({ name: "old", expires: 5 }),
      plainCookie({ name: "broken", value: "SECRET;" }),
      plainCookie({ name: "domain", domain: ".x.test" }),
      plainCookie({ name: "never", expires: Number.NaN }),
      plainCookie({ name: "host-only suffix", domain: "co.uk" }),
    ]);
    expect((await store.records()).map(({ name }) => name)).toEqual(["good", "host-only suffix"]);
    expect(refused).toEqual([
      { kind: "foreign", message: 'cookie "suffix" is for all of a domain that nobody owns' },
      { kind: "foreign", message: 'cookie "address" is for all of a domain that nobody owns' },
      { kind: "expired", message: 'cookie "old" is expired' },
      { kind: "broken", message: 'cookie "broken": the value must not hold ";"' },
      { kind: "broken", message: 'cookie "domain": the domain is not in canonical form' },
      { kind: "broken", message: 'cookie "never": the expiry is no time' },
    ]);
  });

  test("hands out and keeps copies, in the order in which they came", async () => {
    const store = new JarCookieStore();
    const cookie = { ...plainCookie({ name: "b" }) };
    const pending = store.add([
      cookie,
      plainCookie({ name: "a" }),
      plainCookie({ name: "b", value: "2" }),
    ]);
    cookie.value = "changed";
    await pending;
    const [first] = await store.records();
    expect(first).toEqual(plainCookie({ name: "b", value: "2" }));
    Object.assign(first ?? {}, { value: "changed" });
    expect(await store.get("x.test")).toEqual({ b: "2", a: "1" });
  });

  test("is undone by clear, for a domain and all below it, or for all", async () => {
    const domains = ["x.test", "sub.x.test", "ax.test", "[::1]", "y.test"];
    const store = new JarCookieStore();
    await store.add(domains.map((domain) => plainCookie({ domain })));
    expect(await store.domains()).toEqual(["[::1]", "ax.test", "sub.x.test", "x.test", "y.test"]);
    expect((await store.records("x.test")).map(({ domain }) => domain)).toEqual(
      domains.slice(0, 2),
    );
    expect([await store.clear("x.test"), await store.clear("::1")]).toEqual([2, 1]);
    expect(await store.domains()).toEqual(["ax.test", "y.test"]);
    expect([await store.clear(), await store.clear()]).toEqual([2, 0]);
    await expect(store.clear("https://x.test")).rejects.toThrow(TypeError);
    await expect(store.records("")).rejects.toThrow(TypeError);
  });
});

test("calls that were not awaited take effect in their order", async () => {
  const store = new JarCookieStore();
  const calls = [
    store.set("x.y", { a: "1" }),
    store.get("x.y"),
    store.setFromHeader("https://x.y/", "b=2"),
    store.get("x.y"),
    store.set("x.y", null),
    store.get("x.y"),
  ];
  const results = await Promise.all(calls);
  expect([results[1], results[3], results[5]]).toEqual([{ a: "1" }, { a: "1", b: "2" }, {}]);
});

describe("a cookie that cannot stand in a header", () => {
  const secret = "SECRET";
  test.each([
    ["sid", `${secret}\r\nX-Evil: 1`],
    ["sid", `${secret}\n`],
    ["sid", `${secret}\0`],
    ["sid", `${secret}; Domain=.com`],
    ["sid", `${secret}\u007f`],
    ["sid", `${secret}\u0085`],
    ["sid", `${secret}\u2028`],
    ["sid", `${secret}\ud800`],
    ["sid", `${secret}日本`],
    ["si;d", secret],
    ["si=d", secret],
    ["si\r\nd", secret],
    ["si\0d", secret],
    ["si\u009bd", secret],
    ["sí日", secret],
    ["", secret],
    ["x".repeat(500) + ";", secret],
  ])("%j: %j", async (name, value) => {
    const store = await storeOf(["x.y", { old: "1" }]);
    const error = await rejection(store.set("x.y", { fine: "2", [name]: value }));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain(name === "sid" ? 'cookie "sid"' : "cookie ");
    expect(error.message).not.toContain(secret);
    expect(error.message).toMatch(/^[\x20-\x7e]{1,200}$/);
    expect(await store.get("x.y")).toEqual({ old: "1" });
  });

  test.each([[5], [null], [undefined], [{}], [["a"]]])(
    "a value %j that is no string",
    async (value) => {
      const cookies: Cookies = JSON.parse(JSON.stringify({ n: value ?? null }));
      await expect(new JarCookieStore().set("x.y", cookies)).rejects.toThrow(TypeError);
    },
  );

  test.each(["a=1", 5, ["a"], undefined])("%j is no record of cookies", async (value) => {
    const set = (cookies: Cookies) => new JarCookieStore().set("x.y", cookies);
    await expect(Reflect.apply(set, undefined, [value])).rejects.toThrow(
      /object of names and values, or null/,
    );
  });

  test.each(["__Host-sid", "__host-sid"])("%s cannot be for subdomains", async (name) => {
    const error = await rejection(new JarCookieStore().set(".x.y", { [name]: secret }));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain(name);
    expect(error.message).not.toContain(secret);
  });
});

describe("setFromHeader, then get", () => {
  const x = "https://x.y/";
  const rows: readonly (readonly [
    lines: readonly (readonly [string, string])[],
    place: string,
    wanted: Cookies,
  ])[] = [
    [[[x, "a=1"]], "x.y", { a: "1" }],
    [[[x, "a=1"]], "sub.x.y", {}],
    [[[x, "a=1; Domain=x.y"]], "sub.x.y", { a: "1" }],
    [[[x, "a=1; domain=.X.Y"]], "sub.x.y", { a: "1" }],
    [[["https://sub.x.y/", "a=1; Domain=x.y"]], "x.y", { a: "1" }],
    [[[x, "a=1; Domain=sub.x.y"]], "sub.x.y", {}],
    [[[x, "a=1; Domain=other.test"]], "other.test", {}],
    [[[x, "a=1; Domain=other.test"]], "x.y", {}],
    [[["https://x.co.uk/", "a=1; Domain=co.uk"]], "y.co.uk", {}],
    [[["https://x.com/", "a=1; Domain=com"]], "x.com", {}],
    [[["https://x.github.io/", "a=1; Domain=.github.io"]], "y.github.io", {}],
    [[["https://test/", "a=1; Domain=test"]], "test", { a: "1" }],
    [[["https://test/", "a=1; Domain=test"]], "x.test", {}],
    [[["https://github.io/", "a=1; Domain=github.io"]], "github.io", { a: "1" }],
    [[["https://github.io/", "a=1; Domain=github.io"]], "y.github.io", {}],
    [[["http://localhost/", "a=1; Domain=localhost"]], "localhost", { a: "1" }],
    [[["http://a.localhost/", "a=1; Domain=localhost"]], "localhost", {}],
    [[["http://[::1]/", "a=1; Domain=[::1]"]], "::1", { a: "1" }],
    [[["http://127.0.0.1/", "a=1; Domain=127.0.0.1"]], "127.0.0.1", { a: "1" }],
    [[["https://test/", "a=1"]], "test", { a: "1" }],
    [[["http://127.0.0.1/", "a=1; Domain=0.0.1"]], "127.0.0.1", {}],
    [[[x, "a=1; Path=/api"]], "x.y", {}],
    [[[x, "a=1; Path=/api"]], "https://x.y/api", { a: "1" }],
    [[[x, "a=1; Path=/api"]], "https://x.y/api/v1", { a: "1" }],
    [[[x, "a=1; Path=/api"]], "https://x.y/apis", {}],
    [[["https://x.y/api/v1", "a=1"]], "https://x.y/api/v2", { a: "1" }],
    [[["https://x.y/api/v1", "a=1"]], "x.y", {}],
    // Of one name the longest path; a second line of the same path replaces.
    [
      [
        [x, "a=root; Path=/"],
        [x, "a=api; Path=/api"],
      ],
      "https://x.y/api",
      { a: "api" },
    ],
    [
      [
        [x, "a=api; Path=/api"],
        [x, "a=root; Path=/"],
      ],
      "https://x.y/api",
      { a: "api" },
    ],
    [
      [
        [x, "a=1"],
        [x, "a=2"],
      ],
      "x.y",
      { a: "2" },
    ],
    [[[x, "a=1; Secure"]], "x.y", { a: "1" }],
    [[[x, "a=1; Secure"]], "http://x.y/", {}],
    [[["http://x.y/", "a=1; Secure"]], "x.y", {}],
    [[[x, "a=1; HttpOnly; SameSite=Strict"]], "x.y", { a: "1" }],
    [[[x, "a=1; Max-Age=100"]], "x.y", { a: "1" }],
    [[[x, "a=1; Max-Age=99999999999999999999"]], "x.y", { a: "1" }],
    [[[x, "a=1; Max-Age=-5"]], "x.y", {}],
    [[[x, "a=1; Max-Age=soon"]], "x.y", { a: "1" }],
    [
      [
        [x, "a=1"],
        [x, "a=1; Max-Age=0"],
      ],
      "x.y",
      {},
    ],
    [
      [
        [x, "a=1"],
        [x, "a=gone; Expires=Thu, 01 Jan 1970 00:00:00 GMT"],
      ],
      "x.y",
      {},
    ],
    [[[x, "a=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT"]], "x.y", { a: "1" }],
    [
      [
        [x, "__Secure-a=1"],
        [x, "__Host-b=1; Secure"],
      ],
      "x.y",
      {},
    ],
    [[[x, "__Secure-a=1; Secure"]], "x.y", { "__Secure-a": "1" }],
    [[[x, "__Host-a=1; Secure; Path=/"]], "x.y", { "__Host-a": "1" }],
    [[[x, "__Host-a=1; Secure; Path=/; Domain=x.y"]], "x.y", {}],
    [[[x, 'a="b c"; Path=/']], "x.y", { a: '"b c"' }],
    [[[x, "a=b=c,d"]], "x.y", { a: "b=c,d" }],
    [
      [
        [x, ""],
        [x, ";"],
        [x, "novalue"],
        [x, "=nameless"],
        [x, "a\u0001=1"],
      ],
      "x.y",
      {},
    ],
    [
      [
        [x, "a=1\u007f"],
        [x, "b=\u0100"],
        [x, "c\u0085=1"],
      ],
      "x.y",
      {},
    ],
    [[[x, "a=1\r\nSet-Cookie: b=2"]], "x.y", { a: "1" }],
  ];
  test.each(rows.map(([lines, place, wanted]) => ({ lines, place, wanted })))(
    "$lines, $place → $wanted",
    async ({ lines, place, wanted }) => {
      const store = await storeFrom(...lines);
      expect(await store.get(place)).toEqual(wanted);
    },
  );

  test("set replaces what headers brought, on every path", async () => {
    const store = await storeFrom([x, "a=1; Path=/api"], [x, "b=2; Domain=x.y"]);
    await store.set("x.y", { c: "3" });
    expect(await store.get("https://x.y/api")).toEqual({ c: "3" });
    expect(await store.get("sub.x.y")).toEqual({});
  });

  test("a header may renew what was set", async () => {
    const store = await storeOf(["x.y", { a: "1", b: "2" }]);
    await store.setFromHeader(new URL("https://x.y/login"), "a=renewed; Path=/");
    expect(await store.get(new URL("https://x.y/"))).toEqual({ a: "renewed", b: "2" });
  });
});

describe("hostile names", () => {
  const names = ["__proto__", "constructor", "prototype", "hasOwnProperty", "toString"];

  test("are own fields of what set and get handle", async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const store = new JarCookieStore();
    const cookies: Cookies = JSON.parse(
      JSON.stringify(Object.fromEntries(names.map((n) => [n, n]))),
    );
    await store.set("x.y", cookies);
    const found = await store.get("x.y");
    expect(Object.keys(found).toSorted()).toEqual(names.toSorted());
    expect(Object.keys({ ...found }).toSorted()).toEqual(names.toSorted());
    expect(Object.entries({ ...found }).every(([name, value]) => name === value)).toBe(true);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  test("that are not there are undefined", async () => {
    const found = await new JarCookieStore().get("x.y");
    expect(names.map((name) => found[name])).toEqual(names.map(() => undefined));
  });

  test("in headers are fields, domains and paths only", async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const store = await storeFrom(
      ["https://x.y/", "__proto__=polluted; Path=/__proto__"],
      ["https://__proto__/", "polluted=1; Path=/; Domain=__proto__"],
      ["https://__proto__/", "polluted=1; Path=/__proto__"],
      ["https://constructor/", "prototype=1; Path=/"],
    );
    const found = await store.get("https://x.y/__proto__");
    expect(Object.entries({ ...found })).toEqual([["__proto__", "polluted"]]);
    expect(await store.get("https://__proto__/__proto__")).toEqual({ polluted: "1" });
    expect(await store.get("constructor")).toEqual({ prototype: "1" });
    expect("polluted" in {}).toBe(false);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});

async function rejection(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error;
  throw new Error("it did not fail with an error");
}
