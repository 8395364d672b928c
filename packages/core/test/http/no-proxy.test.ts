import { expect, test } from "vitest";

import { isExempt, isLoopback } from "../../src/http/no-proxy.ts";
import { IPV4, IPV6, LIST, SINCE, type ListRow } from "./unit1614.ts";

const TABLE: readonly ListRow[] = [
  ...LIST,
  ...IPV4.map(([host, network, bits, held]): ListRow => [host, `${network}/${bits}`, held]),
  ...IPV6.map(([host, network, bits, held]): ListRow => [`[${host}]`, `${network}/${bits}`, held]),
];

/** Where we say otherwise than curl, and why. */
const DIFFERENCES: ReadonlyMap<string, string> = new Map([
  [
    "www.example.com in localhost,example.com,.example.de: false",
    "a name covers what is below it, with or without a dot, as in Go, Python, undici, and in curl before 7.86 and since 7.87",
  ],
  [
    "192.160.0.1 in 10.0.0.1/0: false",
    "a prefix of 0 bits is that of every address; curl took it for none at all, and does not any more",
  ],
  [
    "www.example.com in localhost .example.com .example.de: false",
    "spaces divide, too, as they did in curl for years: who writes them means nothing else",
  ],
]);

const nameOf = ([host, list, held]: ListRow): string => `${host} in ${list}: ${held}`;
const ours = ([host, list]: ListRow): boolean => isExempt(new URL(`https://${host}/`), list);

test("the table has the rows that it had in curl 7.86", () => {
  expect([LIST.length, IPV4.length, IPV6.length]).toEqual([38, 12, 5]);
});

test.for([...TABLE, ...SINCE].map((row) => [nameOf(row), row] as const))(
  "curl: %s",
  ([name, row]) => {
    expect(ours(row)).toBe(DIFFERENCES.has(name) ? !row[2] : row[2]);
  },
);

test("of the 55 rows 53 are as in curl, and the other two as in the curl of today", () => {
  const others = TABLE.filter((row) => ours(row) !== row[2]);
  expect(others.map(nameOf)).toEqual([...DIFFERENCES.keys()].slice(0, 2));
  const [name, prefix] = others;
  expect(SINCE).toContainEqual([name?.[0], name?.[1], true]);
  expect(SINCE).toContainEqual([prefix?.[0], prefix?.[1], true]);
});

test.for<readonly [string, string, boolean]>([
  ["https://a.test/", "*", true],
  ["https://a.test/", "b.test,*", true],
  ["https://a.test/", "", false],
  ["https://a.test/", " , ,", false],
  ["https://a.test/", ".", false],
  ["https://www.a.test/", "*.a.test", true],
  ["https://a.test/", "*.a.test", true],
  ["https://a.test/", "w*.a.test", false],
  ["https://a.test/", "A.TEST", true],
  ["https://a.test/", "a.test:443", true],
  ["https://a.test/", "a.test:80", false],
  ["http://a.test/", "a.test:80", true],
  ["http://a.test:8080/", ".test:8080", true],
  ["http://a.test:8080/", "a.test:80", false],
  ["http://a.test:8080/", "*:8080", true],
  ["http://a.test:8081/", "*:8080", false],
  ["http://[::1]:8080/", "[::1]:8080", true],
  ["http://[::1]:8080/", "[::1]:80", false],
  ["http://[::1]:8080/", "[::1]", true],
  ["http://[::1]:8080/", "::1", true],
  ["http://[fd00::7]/", "[fd00::]/8", true],
  ["http://[fd00::7]:81/", "[fd00::]/8:81", true],
  ["http://[fd00::7]:82/", "[fd00::]/8:81", false],
  ["http://10.1.2.3:81/", "10.0.0.0/8:81", true],
  ["http://10.1.2.3:82/", "10.0.0.0/8:81", false],
  ["http://10.1.2.3/", "10.0.0.0/x", false],
  ["http://10.1.2.3/", "10.0.0.0/", false],
  ["http://10.1.2.3/", "10.0.0.0/8/8", false],
  ["http://10.1.2.3/", "0.1.2.3", false],
  ["http://[::ffff:10.1.2.3]/", "10.0.0.0/8", true],
  ["http://10.1.2.3.test/", "10.0.0.0/8", false],
  ["http://012.1.2.3/", "10.0.0.0/8", true],
])("%s and NO_PROXY=%s: %o", ([url, list, held]) => {
  expect(isExempt(new URL(url), list)).toBe(held);
});

test.for<readonly [string, boolean]>([
  ["http://localhost:1/", true],
  ["http://LOCALHOST./", true],
  ["https://app.localhost/", true],
  ["http://127.0.0.1/", true],
  ["http://127.255.0.3/", true],
  ["http://[::1]/", true],
  ["http://[::ffff:127.0.0.1]/", true],
  ["http://2130706433/", true],
  ["http://localhost.test/", false],
  ["http://notlocalhost/", false],
  ["http://128.0.0.1/", false],
  ["http://[::2]/", false],
])("%s is this machine: %o", ([url, local]) => {
  expect(isLoopback(new URL(url))).toBe(local);
});
