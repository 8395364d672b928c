import { readFile } from "node:fs/promises";

import { checkPackage, createPackageFromTarballData, type Problem } from "@arethetypeswrong/core";
import { problemKindInfo } from "@arethetypeswrong/core/problems";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** Who imports: our packages are ES modules, for Node and bundlers of today. */
const not = new Set(["node10", "node16-cjs"]);

async function ofManifest(data: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  const { messages, pkg } = await publint({
    pack: { tarball: data.buffer },
    strict: true,
    level: "error",
  });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

function told(problem: Problem): string {
  const { title } = problemKindInfo[problem.kind];
  if ("entrypoint" in problem) return `${problem.entrypoint} (${problem.resolutionKind}): ${title}`;
  return `${"fileName" in problem ? problem.fileName : problem.typesFileName}: ${title}`;
}

async function ofTypes(data: Uint8Array): Promise<readonly string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(data));
  if (analysis.types === false) return ["it has no types"];
  return analysis.problems
    .filter((problem) => !("resolutionKind" in problem && not.has(problem.resolutionKind)))
    .map(told);
}

/**
 * What is wrong with the package.json of a tarball, by publint, and with what its entries lead to, by
 * "Are the types wrong?"; empty if nothing is.
 */
export async function lintTarball(file: string): Promise<readonly string[]> {
  const data = new Uint8Array(await readFile(file));
  return [...(await ofManifest(data)), ...(await ofTypes(data))];
}
