// SOCKS 5: https://www.rfc-editor.org/rfc/rfc1928, user name and password: rfc1929
import type { Socket } from "node:net";

import { ProviderError } from "../errors.ts";
import { ExactReader } from "./exact-reader.ts";
import { networkError } from "./network-error.ts";
import { proxyLogin, proxyPlace } from "./proxy.ts";
import type { Endpoint } from "./socket.ts";
import { addressBytes, countedText } from "./socks-address.ts";

const VERSION = 5;
const LOGIN_VERSION = 1;
const NO_LOGIN = 0;
const PASSWORD = 2;
const NO_METHOD = 0xff;
const CONNECT = 1;
const SUCCESS = 0;
/** Bytes of an address by its type; a name (3) says itself how many. */
const ADDRESS_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [4, 16],
]);
const NAME = 3;
const PORT_BYTES = 2;

/** What a reply says, and whether a second try may cure it. */
const REPLIES: ReadonlyMap<number, readonly [text: string, retryable: boolean]> = new Map([
  [1, ["failed to connect to the target", true]],
  [2, ["does not allow a connection to the target", false]],
  [3, ["cannot reach the target's network", true]],
  [4, ["cannot reach the target", true]],
  [5, ["was refused by the target", true]],
  [6, ["got no answer of the target in time", true]],
  [7, ["does not know the command CONNECT", false]],
  [8, ["does not know the target's kind of address; socks5h sends its name", false]],
]);

/**
 * Asks the SOCKS5 proxy at the other end of `socket` to connect to `target`, and resolves once it has;
 * what follows its reply is left to be read. The socket stays the caller's: destroying it ends a proxy
 * that hangs or drips. Rejects with a ProviderError of phase `proxy`.
 */
export async function openSocks(socket: Socket, proxy: URL, target: Endpoint): Promise<void> {
  const reader = new ExactReader(socket);
  try {
    await logIn(socket, reader, proxy);
    const { hostname, port } = target;
    const place = [...addressBytes(hostname), port >> 8, port & 0xff];
    socket.write(Buffer.from([VERSION, CONNECT, 0, ...place]));
    await readReply(reader, proxy);
  } catch (error) {
    throw networkError(error, { phase: "proxy", host: proxyPlace(proxy) });
  } finally {
    reader.release();
  }
}

async function logIn(socket: Socket, reader: ExactReader, proxy: URL): Promise<void> {
  const login = proxyLogin(proxy);
  const methods = login === undefined ? [NO_LOGIN] : [NO_LOGIN, PASSWORD];
  socket.write(Buffer.from([VERSION, methods.length, ...methods]));
  const [version, method = NO_METHOD] = await reader.read(2);
  if (version !== VERSION) throw fault(proxy, "answered with something else than SOCKS5");
  if (method === NO_METHOD) throw fault(proxy, unfit(login !== undefined));
  if (!methods.includes(method)) {
    throw fault(proxy, "chose a way to log in that was not offered to it");
  }
  if (method === NO_LOGIN || login === undefined) return;
  const { name, password } = login;
  socket.write(Buffer.from([LOGIN_VERSION, ...countedText(name), ...countedText(password)]));
  const [, status] = await reader.read(2);
  if (status !== SUCCESS) {
    throw fault(proxy, "refused access; check the user name and password in the proxy's URL");
  }
}

async function readReply(reader: ExactReader, proxy: URL): Promise<void> {
  const [version, reply = 1, , type = 0] = await reader.read(4);
  if (version !== VERSION) throw fault(proxy, "answered with something else than SOCKS5");
  if (reply !== SUCCESS) {
    const [text, retryable] = REPLIES.get(reply) ?? ["did not connect to the target", false];
    throw fault(proxy, text, { reply, retryable });
  }
  // Where the proxy connected from is of no use, but stands before the target's first byte.
  const length = type === NAME ? (await reader.read(1))[0] : ADDRESS_BYTES.get(type);
  if (length === undefined) throw fault(proxy, "answered with an unknown kind of address");
  await reader.read(length + PORT_BYTES);
}

function unfit(hasLogin: boolean): string {
  return hasLogin
    ? "accepts neither a user name with password nor a connection without"
    : "wants a user name and password; put them into the proxy's URL";
}

/** Never `auth`: that would blame the provider's key. */
function fault(
  proxy: URL,
  text: string,
  { reply, retryable = false }: { readonly reply?: number; readonly retryable?: boolean } = {},
): ProviderError {
  const cause =
    reply === undefined
      ? {}
      : {
          cause: Object.assign(new Error(`the proxy replied ${reply}`), {
            name: "SocksReply",
            reply,
          }),
        };
  return new ProviderError("network", `proxy ${proxyPlace(proxy)} ${text}`, {
    phase: "proxy",
    retryable,
    ...cause,
  });
}
