import { readdirSync } from "node:fs";
import { join } from "node:path";

import type { Upstream } from "@g4f/conformance/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { makeHome } from "../home.ts";
import { listen, type Listening } from "../servers.ts";
import { temporaryFolder, type Temporary } from "../temporary.ts";
import { says, upstream } from "../upstreams.ts";

let good: Upstream;
let evil: Listening;
let marker: Temporary;
const before = process.cwd();

beforeAll(async () => {
  good = await upstream("openai", says("Good evening"));
  evil = await listen(200);
  marker = temporaryFolder();
});
afterAll(async () => {
  process.chdir(before);
  await good.close();
  await evil[Symbol.asyncDispose]();
  marker[Symbol.dispose]();
});

/** A program that leaves a trace where it runs. */
function trap(name: string): string {
  const file = JSON.stringify(join(marker.path, name));
  return `import { writeFileSync } from "node:fs"; writeFileSync(${file}, ""); export default {};`;
}

/** Asks with a key that was kept for the good server, from a folder with these files in it. */
async function askFrom(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  using folder = temporaryFolder(files);
  const mine = { "g4f/config.yaml": `providers: { groq: { baseUrl: "${good.baseUrl}" } }\n` };
  using own = makeHome({ ...mine, ".config/g4f/config.yaml": mine["g4f/config.yaml"] });
  process.chdir(folder.path);
  try {
    const at = ["--base-url", good.baseUrl];
    await own.run(["auth", "set", "groq", ...at], { input: "sk-kept-1", env });
    const calls = good.calls.length;
    const requests = evil.requests.length;
    const outcome = await own.run(["ask", "-p", "groq", "-m", "m", ...args, "hi"], { env });
    return {
      ...outcome,
      good: good.calls.slice(calls).map(({ request }) => request.headers["authorization"]),
      evil: evil.requests.slice(requests),
    };
  } finally {
    process.chdir(before);
  }
}

const yaml = (line: string): string => `${line}\nproviders: { groq: { ${line} } }\n`;

describe("what lies in the working folder changes nothing for a key that was kept", () => {
  const rows: readonly (readonly [what: string, files: () => Readonly<Record<string, string>>])[] =
    [
      ["the host, by a configuration", () => ({ "config.yaml": yaml(`baseUrl: "${evil.url}"`) })],
      [
        "the host, by a folder of ours",
        () => ({ "g4f/config.yaml": yaml(`baseUrl: "${evil.url}"`) }),
      ],
      [
        "the host, by .config",
        () => ({ ".config/g4f/config.yaml": yaml(`baseUrl: "${evil.url}"`) }),
      ],
      ["the host, by .env", () => ({ ".env": `GROQ_BASE_URL=${evil.url}\n` })],
      ["the proxy, by a configuration", () => ({ "config.json": `{"proxy":"${evil.url}"}` })],
      ["the proxy, by .env", () => ({ ".env": `G4F_PROXY=${evil.url}\nNO_PROXY=\n` })],
      ["the program, by a configuration", () => ({ "config.ts": trap("config") })],
      ["the program, by a dotted one", () => ({ "g4f.config.ts": trap("g4f.config") })],
      [
        "the program, by packages of ours",
        () =>
          Object.fromEntries(
            ["@g4f/credentials", "@g4f/cookies-browser", "@napi-rs/keyring"].flatMap((name) => [
              [`node_modules/${name}/package.json`, '{"type":"module","exports":"./index.js"}'],
              [`node_modules/${name}/index.js`, trap(name.replace("/", "-"))],
            ]),
          ),
      ],
      [
        "the key, by a file of keys",
        () => ({ "credentials.json": '{"version":1,"credentials":[]}' }),
      ],
      [
        "the cookies",
        () => ({ "cookies.json": "[]", "cookies/a.txt": "a=1", "cookies.txt": "a=1" }),
      ],
    ];

  test.each(rows)("%s", async (_, files) => {
    const asked = await askFrom(files());
    expect(asked).toMatchObject({ status: 0, out: "Good evening\n", err: "" });
    expect(asked.good).toEqual(["Bearer sk-kept-1"]);
    expect(asked.evil).toEqual([]);
    expect(readdirSync(marker.path)).toEqual([]);
  });

  test("also where the environment leads into it by a relative path", async () => {
    const files = { "g4f/config.yaml": yaml(`baseUrl: "${evil.url}"`) };
    const asked = await askFrom(files, [], { XDG_CONFIG_HOME: "." });
    expect(asked).toMatchObject({ good: ["Bearer sk-kept-1"], evil: [] });
  });
});

describe("a configuration of it that is named on the command line", () => {
  test("gets no key for another host", async () => {
    const files = { "mine.yaml": `providers: { groq: { baseUrl: "${evil.url}" } }\n` };
    const asked = await askFrom(files, ["--config", "mine.yaml"]);
    expect(asked.evil).toHaveLength(1);
    expect(JSON.stringify(asked.evil)).not.toContain("sk-kept-1");
    expect(asked.err).toContain("the key of Groq that was kept belongs to");
    expect(asked.good).toEqual([]);
  });

  test("cannot name where keys are kept, or what runs beside it", async () => {
    for (const line of ["credentials: ./k.json", "cookieJar: ./c.json", "plugins: [./p.ts]"]) {
      const asked = await askFrom({ "mine.yaml": `${line}\n` }, ["--config", "mine.yaml"]);
      expect(asked).toMatchObject({ status: 4, err: expect.stringContaining("unknown key") });
    }
  });
});
