import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { temporaryFolder } from "./temporary.ts";

const SCRIPT = fileURLToPath(new URL("keep-in-keychain.ts", import.meta.url));

function isInstalled(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

const hasKeyring =
  process.platform === "linux" &&
  ["dbus-run-session", "gnome-keyring-daemon"].every((program) => isInstalled(program));

/** In a session of its own, with a keyring of its own below `folder`. */
function inSession(folder: string, commands: string): string {
  const runtime = join(folder, "run");
  mkdirSync(runtime, { mode: 0o700 });
  const env = { PATH: process.env["PATH"], HOME: folder, XDG_RUNTIME_DIR: runtime };
  const session = ["dbus-run-session", "--", "sh", "-c", commands];
  return execFileSync("timeout", ["60", ...session], { env, encoding: "utf8", stdio: "pipe" });
}

test.skipIf(!hasKeyring)("GNOME Keyring keeps a key, gives it back, and forgets it", () => {
  using folder = temporaryFolder();
  const unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
  const node = `"${process.execPath}" --conditions=@g4f/source "${SCRIPT}"`;
  const said = inSession(folder.path, `${unlock}; ${node} "${join(folder.path, "c.json")}"`);
  expect(JSON.parse(said)).toEqual({ read: "key-of-work", from: ["keychain"] });
});
