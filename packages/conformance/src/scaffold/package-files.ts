import type { ScaffoldNames } from "./names.ts";
import { WIRE_FILES, type ScaffoldWire } from "./wires.ts";

/** Versions that a new package asks for. */
export interface ScaffoldVersions {
  /** Range for `@g4f/core` and `@g4f/conformance`. */
  readonly g4f: string;
}

/** The files of a new package, by their paths in it. */
export function packageFiles(
  names: ScaffoldNames,
  wire: ScaffoldWire,
  versions: ScaffoldVersions,
): ReadonlyMap<string, string> {
  const { provider, dialect, builtIn } = WIRE_FILES[wire];
  return new Map([
    ["package.json", packageJson(names, versions)],
    ["tsconfig.json", TSCONFIG],
    ["README.md", readme(names)],
    [".gitignore", "node_modules/\ndist/\n"],
    ["src/index.ts", `export { ${names.className} } from "./provider.ts";\n`],
    ["src/provider.ts", provider(names)],
    ...(dialect === undefined ? [] : [["test/dialect.ts", dialect(names)] as const]),
    ["test/conformance.test.ts", test(names, dialect === undefined ? builtIn : "own")],
  ]);
}

function packageJson({ packageName, provider }: ScaffoldNames, { g4f }: ScaffoldVersions): string {
  const json = {
    name: packageName,
    version: "0.0.0",
    description: `${provider} as a g4f provider.`,
    type: "module",
    files: ["dist"],
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
    scripts: { build: "tsc", test: "vitest run", prepack: "npm run build" },
    peerDependencies: { "@g4f/core": g4f },
    devDependencies: {
      "@g4f/conformance": g4f,
      "@g4f/core": g4f,
      "@types/node": "^24.0.0",
      typescript: "^7.0.2",
      vitest: "^5.1.0",
    },
    engines: { node: ">=22.19" },
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

const TSCONFIG = `${JSON.stringify(
  {
    include: ["src"],
    compilerOptions: {
      target: "ES2024",
      module: "NodeNext",
      moduleResolution: "NodeNext",
      types: ["node"],
      strict: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
      erasableSyntaxOnly: true,
      declaration: true,
      skipLibCheck: true,
      rootDir: "src",
      outDir: "dist",
    },
  },
  null,
  2,
)}\n`;

function readme({ packageName, className, provider }: ScaffoldNames): string {
  return `# ${packageName}

${className} for [g4f](https://www.npmjs.com/package/@g4f/core).

\`\`\`sh
npm install @g4f/core ${packageName}
\`\`\`

\`\`\`ts
import { ${className} } from "${packageName}";

const messages = [{ role: "user", content: "Hello" }] as const;
for await (const text of new ${className}({ apiKey: process.env.${variable(provider)} }).createAsyncGenerator({ messages })) {
  process.stdout.write(text);
}
\`\`\`

\`npm test\` runs the conformance suite: no network, no key.
`;
}

function variable(provider: string): string {
  return `${provider.toUpperCase().replaceAll("-", "_")}_API_KEY`;
}

function test({ className }: ScaffoldNames, dialect: "own" | "openaiChat" | undefined): string {
  const suite = dialect === "openaiChat" ? "conformance, openaiChat" : "conformance";
  const own = dialect === "own" ? '\nimport { dialect } from "./dialect.ts";' : "";
  const settings = [
    "describe",
    "it",
    `create: (settings) => new ${className}(settings)`,
    ...(dialect === undefined ? [] : [dialect === "own" ? "dialect" : `dialect: ${dialect}`]),
  ];
  return `import { ${suite} } from "@g4f/conformance";
import { describe, it } from "vitest";

import { ${className} } from "../src/index.ts";${own}

conformance({
${settings.map((setting) => `  ${setting},`).join("\n")}
});
`;
}
