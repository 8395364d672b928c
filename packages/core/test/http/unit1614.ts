/**
 * The rows of curl's own test of NO_PROXY, tests/unit/unit1614.c (https://github.com/curl/curl), as data:
 * those of October 2022 (curl 7.86), and those that the table has gained or changed since.
 *
 * Copyright (c) 1998 - 2022, Daniel Stenberg, <daniel@haxx.se>, and many contributors.
 * Permission to use, copy, modify, and distribute this software for any purpose with or without fee is
 * hereby granted, provided that the above copyright notice and this permission notice appear in all
 * copies (https://curl.se/docs/copyright.html). SPDX-License-Identifier: curl
 */

/** A host, a list, and whether the list holds the host. */
export type ListRow = readonly [host: string, list: string, held: boolean];
/** An address, an address with a prefix of so many bits, and whether they have it in common. */
export type RangeRow = readonly [host: string, network: string, bits: number, held: boolean];

const REPEATED = `${"127.0.0.1.".repeat(12)}127.0.0.`;

export const LIST: readonly ListRow[] = [
  ["www.example.com", "localhost,.example.com,.example.de", true],
  ["www.example.com.", "localhost,.example.com,.example.de", true],
  ["example.com", "localhost,.example.com,.example.de", true],
  ["example.com.", "localhost,.example.com,.example.de", true],
  ["www.example.com", "localhost,.example.com.,.example.de", true],
  ["www.example.com", "localhost,www.example.com.,.example.de", true],
  ["example.com", "localhost,example.com,.example.de", true],
  ["example.com.", "localhost,example.com,.example.de", true],
  ["www.example.com", "localhost,example.com,.example.de", false],
  ["127.0.0.1", "127.0.0.1,localhost", true],
  ["127.0.0.1", "127.0.0.1,localhost,", true],
  ["127.0.0.1", "127.0.0.1/8,localhost,", true],
  ["127.0.0.1", "127.0.0.1/28,localhost,", true],
  ["127.0.0.1", "127.0.0.1/31,localhost,", true],
  ["127.0.0.1", "localhost,127.0.0.1", true],
  ["127.0.0.1", `localhost,${REPEATED}`, false],
  ["127.0.0.1", `localhost,${REPEATED.slice(0, -1)}`, false],
  ["localhost", "localhost,127.0.0.1", true],
  ["localhost", "127.0.0.1,localhost", true],
  ["foobar", "barfoo", false],
  ["foobar", "foobar", true],
  ["192.168.0.1", "foobar", false],
  ["192.168.0.1", "192.168.0.0/16", true],
  ["192.168.0.1", "192.168.0.0/24", true],
  ["192.168.0.1", "192.168.0.0/32", false],
  ["192.168.0.1", "192.168.0.0", false],
  ["192.168.1.1", "192.168.0.0/24", false],
  ["192.168.1.1", "foo, bar, 192.168.0.0/24", false],
  ["192.168.1.1", "foo, bar, 192.168.0.0/16", true],
  ["[::1]", "foo, bar, 192.168.0.0/16", false],
  ["[::1]", "foo, bar, ::1/64", true],
  ["bar", "foo, bar, ::1/64", true],
  ["BAr", "foo, bar, ::1/64", true],
  ["BAr", "foo,,,,,              bar, ::1/64", true],
  ["www.example.com", "foo, .example.com", true],
  ["www.example.com", "www2.example.com, .example.net", false],
  ["example.com", ".example.com, .example.net", true],
  ["nonexample.com", ".example.com, .example.net", false],
];

export const IPV4: readonly RangeRow[] = [
  ["192.160.0.1", "192.160.0.1", 33, false],
  ["192.160.0.1", "192.160.0.1", 32, true],
  ["192.160.0.1", "192.160.0.1", 0, true],
  ["192.160.0.1", "192.160.0.1", 24, true],
  ["192.160.0.1", "192.160.0.1", 26, true],
  ["192.160.0.1", "192.160.0.1", 20, true],
  ["192.160.0.1", "192.160.0.1", 18, true],
  ["192.160.0.1", "192.160.0.1", 12, true],
  ["192.160.0.1", "192.160.0.1", 8, true],
  ["192.160.0.1", "10.0.0.1", 8, false],
  ["192.160.0.1", "10.0.0.1", 32, false],
  ["192.160.0.1", "10.0.0.1", 0, false],
];

export const IPV6: readonly RangeRow[] = [
  ["::1", "::1", 0, true],
  ["::1", "::1", 128, true],
  ["::1", "0:0::1", 128, true],
  ["::1", "0:0::1", 129, false],
  ["fe80::ab47:4396:55c9:8474", "fe80::ab47:4396:55c9:8474", 64, true],
];

/** Rows that the table of today has, and that of 2022 has not, or has otherwise. */
export const SINCE: readonly ListRow[] = [
  ["www.example.com", "localhost .example.com .example.de", false],
  ["nexample.com", "localhost,example.com,.example.de", false],
  ["www.example.com", "localhost,example.com,.example.de", true],
  ["192.168.1.1", "192.168.0.0/33", false],
  ["[::1]", "::1/64", true],
  ["[::1]", "::1/96", true],
  ["[::1]", "::1/129", false],
  ["192.168.0.1", "0.0.0.0/0", true],
  ["192.168.0.1", "0.0.0.0", false],
  ["[::1]", "::/0", true],
  ["[::1]", "::", false],
  ["192.160.0.1", "10.0.0.1/0", true],
  ["192.160.0.1", "0.0.0.0/0", true],
  ["192.160.0.1", "0.0.0.0/32", false],
  ["[::]", "::1/0", true],
  ["[::]", "fd00:ec2::254/0", true],
  ["[fc00::]", "fd00:ec2::254/7", true],
  ["[fc00::]", "fe00::1/7", false],
  ["[fe80::]", "fe80::ab47:4396:55c9:8474/10", true],
  ["[fe80::]", "fd00:ec2::254/10", false],
];
