import { validLeaf } from "../support/tls.ts";
import type { ProgramName, ProxySetup } from "./programs.ts";

/** A way through a program: how it is set up, and the schemes of the URLs that it is reached by. */
export interface Way extends Pick<ProxySetup, "login" | "tls"> {
  readonly name: string;
  readonly program: ProgramName;
  readonly schemes: readonly [string, ...string[]];
}

export const LOGIN = { user: "me", password: "s3cret.word" };
/** As it stands in a URL. */
export const USER = `${LOGIN.user}:${LOGIN.password}@`;

/** Every kind of proxy, with and without a login where the program has one of its own. */
export const WAYS: readonly Way[] = [
  { name: "tinyproxy", program: "tinyproxy", schemes: ["http"] },
  { name: "tinyproxy with a login", program: "tinyproxy", login: LOGIN, schemes: ["http"] },
  { name: "squid", program: "squid", schemes: ["http"] },
  {
    name: "squid by TLS with a login",
    program: "squid",
    login: LOGIN,
    tls: validLeaf,
    schemes: ["https"],
  },
  { name: "microsocks", program: "microsocks", schemes: ["socks5", "socks5h"] },
  {
    name: "microsocks with a login",
    program: "microsocks",
    login: LOGIN,
    schemes: ["socks5", "socks5h"],
  },
  { name: "dante", program: "danted", schemes: ["socks5", "socks5h"] },
];
