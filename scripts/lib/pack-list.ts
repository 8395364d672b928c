/** What a tarball may hold, and nothing else. */
const allowed = [
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/u,
  /^dist\/.+\.(?:js|d\.ts)(?:\.map)?$/u,
  /^src\/.+\.(?:ts|json)$/u,
];
const forbidden = /(?:^|\/)(?:test|tests|node_modules)\/|\.(?:test|test-d|spec|bench)\./u;
const required = ["package.json", "README.md", "LICENSE"];
const hooks = ["preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare"];

/** The source that a built file comes from, or null for other files. */
function sourceOf(file: string): string | null {
  const stem = /^dist\/(.+?)(?:\.d\.ts|\.js)(?:\.map)?$/u.exec(file)?.[1];
  return stem === undefined ? null : `src/${stem}.ts`;
}

/** What is wrong with the files of a tarball; empty if nothing is. */
export function checkFiles(files: readonly string[]): readonly string[] {
  const there = new Set(files);
  const problems = required.filter((file) => !there.has(file)).map((file) => `${file} is missing`);
  if (!files.some((file) => file.startsWith("dist/"))) problems.push("dist is missing");
  for (const file of files) {
    const source = sourceOf(file);
    if (forbidden.test(file) || !allowed.some((pattern) => pattern.test(file))) {
      problems.push(`${file} must not be packed`);
    } else if (source !== null && !there.has(source)) {
      problems.push(`${file} has no ${source}: it is left over from an older build`);
    }
  }
  return problems;
}

/** What is wrong with the package.json of a tarball, given as text; empty if nothing is. */
export function checkPackedManifest(text: string): readonly string[] {
  const problems = ["workspace:", "catalog:", "link:", "file:", "@g4f/source"]
    .filter((word) => text.includes(`"${word}`))
    .map((word) => `package.json still has "${word}"`);
  const { scripts = {} }: { readonly scripts?: Readonly<Record<string, string>> } =
    JSON.parse(text);
  return [
    ...problems,
    ...hooks.filter((hook) => hook in scripts).map((hook) => `package.json has a ${hook} script`),
  ];
}
