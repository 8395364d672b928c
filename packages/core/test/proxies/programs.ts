import { accessSync, constants } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";

import type { Certificate } from "../support/tls.ts";

/** What a proxy is to be. */
export interface ProxySetup {
  readonly port: number;
  /** Its own, for what it writes and reads. */
  readonly folder: string;
  /** User and password that it asks for. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Be reached by TLS. */
  readonly tls?: Certificate;
}

/** How a program of the system is made a proxy on 127.0.0.1. */
export interface Program {
  /** Name of the Debian package. */
  readonly package: string;
  /** Writes what it needs, and gives the arguments that it is started with. */
  readonly prepare: (setup: ProxySetup) => Promise<readonly string[]>;
}

const inFile = async (folder: string, name: string, lines: readonly string[]): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, `${lines.join("\n")}\n`);
  return file;
};

const tinyproxy: Program = {
  package: "tinyproxy",
  prepare: async ({ port, folder, login }) => {
    const auth = login === undefined ? [] : [`BasicAuth ${login.user} ${login.password}`];
    const lines = [`Port ${port}`, "Listen 127.0.0.1", `LogFile "${folder}/log"`, ...auth];
    return ["-d", "-c", await inFile(folder, "tinyproxy.conf", lines)];
  },
};

const microsocks: Program = {
  package: "microsocks",
  prepare: async ({ port, login }) => {
    const auth = login === undefined ? [] : ["-u", login.user, "-P", login.password];
    return ["-i", "127.0.0.1", "-p", String(port), ...auth];
  },
};

const danted: Program = {
  package: "dante-server",
  prepare: async ({ port, folder }) => {
    // What it is started as must not stay root in its children, nor become another without root.
    const root = process.getuid?.() === 0 ? ["user.unprivileged: nobody"] : [];
    const lines = [
      "logoutput: stderr",
      `internal: 127.0.0.1 port = ${port}`,
      "external: 127.0.0.1",
      "clientmethod: none",
      "socksmethod: none",
      ...root,
      "client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }",
      "socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }",
    ];
    return ["-f", await inFile(folder, "danted.conf", lines), "-p", join(folder, "pid")];
  },
};

const squid: Program = {
  package: "squid",
  prepare: async ({ port, folder, login, tls }) => {
    // Started as root it reads on as a user of its own.
    await chmod(folder, 0o755);
    const listen = tls === undefined ? `http_port 127.0.0.1:${port}` : await overTls(tls);
    const lines = [
      listen,
      ...(login === undefined ? ["http_access allow all"] : await asking(login)),
      "cache deny all",
      "access_log none",
      "cache_log /dev/null",
      "pid_filename none",
      `coredump_dir ${folder}`,
      "pinger_enable off",
      "netdb_filename none",
      "shutdown_lifetime 0 seconds",
    ];
    // By its name it shares memory with others of that name, unless it has one of its own.
    return ["-N", "-n", `g4f${port}`, "-d", "1", "-f", await inFile(folder, "squid.conf", lines)];

    async function overTls({ cert, key }: Certificate): Promise<string> {
      const files = [
        await inFile(folder, "cert.pem", [cert]),
        await inFile(folder, "key.pem", [key]),
      ];
      return `https_port 127.0.0.1:${port} tls-cert=${files[0]} tls-key=${files[1]}`;
    }

    async function asking({ user, password }: NonNullable<typeof login>): Promise<string[]> {
      const check = `while read -r line; do [ "$line" = "${user} ${password}" ] && echo OK || echo ERR; done`;
      const helper = await inFile(folder, "login.sh", ["#!/bin/sh", check]);
      await chmod(helper, 0o755);
      return [
        `auth_param basic program ${helper}`,
        "auth_param basic children 1 startup=1",
        "acl known proxy_auth REQUIRED",
        "http_access allow known",
        "http_access deny all",
      ];
    }
  },
};

/** The proxies of Debian that calls are tried through. */
export const PROGRAMS = { tinyproxy, microsocks, danted, squid } satisfies Record<string, Program>;

export type ProgramName = keyof typeof PROGRAMS;

/** Where the system keeps its daemons, which the PATH of a person may leave out. */
const DAEMONS = ["/usr/sbin", "/usr/local/sbin"];

/** The file of an installed program, or undefined. */
export function programFile(name: ProgramName): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...DAEMONS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
