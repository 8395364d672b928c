import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

/** What a child process saw while it ran `action`. */
interface Seen {
  /** Specifiers that were imported, by anyone. */
  readonly imports: readonly string[];
  /** Variables of the environment that were read. */
  readonly environment: readonly string[];
  /** Timers, sockets and other handles that are there afterwards and were not before. */
  readonly handles: readonly string[];
  /** Timers that were started, those that keep no process alive included. */
  readonly timers: number;
  readonly listeners: number;
  /** Members that `Reflect`, `globalThis` and the prototypes of the language gained. */
  readonly patched: readonly string[];
}

/** Records everything that an import could do behind the back of who imports. */
const RECORDER = `
  import { createHook } from "node:async_hooks";
  import { registerHooks } from "node:module";
  const [before, action] = [process.env.BEFORE, process.env.ACTION];
  const record = { imports: [], environment: [], timers: 0 };
  const places = { Reflect, globalThis, Object, Function, Array: Array.prototype,
    ObjectPrototype: Object.prototype, Promise: Promise.prototype, Symbol };
  const members = () => Object.entries(places).flatMap(([place, value]) =>
    Reflect.ownKeys(value).map((key) => place + "." + String(key)));
  const listeners = () => process.eventNames()
    .reduce((sum, name) => sum + process.listenerCount(name), 0);
  await (0, eval)("(async () => {" + before + "})()");
  const hook = createHook({ init: (id, type) => { if (type === "Timeout") record.timers++; } });
  hook.enable();
  registerHooks({ resolve(specifier, context, next) {
    record.imports.push(specifier);
    return next(specifier, context);
  } });
  const start = { members: new Set(members()), listeners: listeners(),
    handles: process.getActiveResourcesInfo() };
  const environment = process.env;
  // Node's own module loader asks for this one.
  const own = new Set(["WATCH_REPORT_DEPENDENCIES"]);
  const read = (key) => typeof key === "string" && !own.has(key) && record.environment.push(key);
  process.env = new Proxy(environment, {
    get: (target, key) => (read(key), target[key]),
    has: (target, key) => (read(key), key in target),
    ownKeys: (target) => (record.environment.push("*"), Reflect.ownKeys(target)),
  });
  await (0, eval)("(async () => {" + action + "})()");
  process.env = environment;
  hook.disable();
  const handles = process.getActiveResourcesInfo();
  for (const known of start.handles) {
    const at = handles.indexOf(known);
    if (at >= 0) handles.splice(at, 1);
  }
  console.log(JSON.stringify({ ...record, handles, listeners: listeners() - start.listeners,
    patched: members().filter((member) => !start.members.has(member)) }));
`;

const packageFolder = fileURLToPath(new URL("..", import.meta.url));

async function watch(action: string, before = ""): Promise<Seen> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@g4f/source", "--input-type=module", "--eval", RECORDER],
    { cwd: packageFolder, env: { ACTION: action, BEFORE: before } },
  );
  expect(stderr).toBe("");
  const seen: Seen = JSON.parse(stdout);
  return seen;
}

const TRACELESS = { environment: [], handles: [], timers: 0, listeners: 0, patched: [] };
const HEAVY = ["zod", "undici", "tsyringe", "reflect-metadata", "tough-cookie"];

/** Specifiers of packages, without those of Node and of this package's own files. */
function packagesOf({ imports }: Seen): string[] {
  const names = imports.filter((name) => !/^(?:\.|\/|file:|node:|@g4f\/core)/.test(name));
  return [...new Set(names)];
}

describe('import "@g4f/core"', { timeout: 60_000 }, () => {
  it("loads no dependency and leaves no trace in the process", async () => {
    const seen = await watch('await import("@g4f/core")');
    expect(seen.imports.length).toBeGreaterThan(10);
    expect(packagesOf(seen)).toEqual([]);
    expect(seen).toMatchObject(TRACELESS);
  });

  it("needs none for a call without a wire but the request's schemas", async () => {
    const seen = await watch(`
      const { AsyncGeneratorProvider, defineManifest } = await import("@g4f/core");
      class Hello extends AsyncGeneratorProvider {
        static manifest = defineManifest({ name: "Hello", url: "https://hello.test", working: true });
        async *generate() { yield "hello"; yield { type: "finish", reason: "stop" }; }
      }
      const { text } = await new Hello()
        .createAsyncGenerator({ messages: [{ role: "user", content: "hi" }] }).collect();
      if (text !== "hello") throw new Error(text);
    `);
    const loaded = new Set(packagesOf(seen).map((name) => name.split("/")[0]));
    expect(HEAVY.filter((name) => loaded.has(name))).toEqual(["zod"]);
    expect(seen).toMatchObject({ environment: [], handles: [], listeners: 0 });
    // zod keeps its registry there, shared by its copies.
    expect(seen.patched.filter((member) => !member.startsWith("globalThis.__zod_"))).toEqual([]);
  });
});

describe('import "@g4f/core/registry"', { timeout: 60_000 }, () => {
  it("loads the container and nothing else that is heavy", async () => {
    const seen = await watch('await import("@g4f/core/registry")');
    const loaded = HEAVY.filter((name) => packagesOf(seen).includes(name));
    expect(loaded).toEqual(["tsyringe", "reflect-metadata"]);
    expect(seen).toMatchObject({ environment: [], handles: [], timers: 0, listeners: 0 });
    // reflect-metadata adds to Reflect; the tslib of tsyringe leaves its helpers on globalThis.
    const own = seen.patched.filter((member) => !/^(?:Reflect\.|globalThis\.__)/.test(member));
    expect(own).toEqual([]);
  });

  it("imports nothing for a name, whatever it looks like", async () => {
    const names = [
      "../../etc/passwd",
      "node:child_process",
      "data:text/javascript,globalThis.broken=1",
      "file:///etc/passwd",
      "@scope/../../x",
      "undici",
      "__proto__",
    ];
    const seen = await watch(
      `for (const name of ${JSON.stringify(names)}) {
         const thrown = await globalThis.registry.resolve(name).catch((error) => error);
         if (thrown.code !== "invalid_request") throw thrown;
       }`,
      `const { ProviderRegistry } = await import("@g4f/core/registry");
       globalThis.registry = new ProviderRegistry();`,
    );
    expect(seen).toEqual({ imports: [], ...TRACELESS });
  });
});
