import { readdir, readFile, stat } from "node:fs/promises";
import { basename, isAbsolute, join } from "node:path";

/** One profile of a browser, and the database that its cookies are in. */
export interface Profile {
  /** Name of its folder. */
  readonly name: string;
  readonly database: string;
}

/** Profiles of Firefox below `root`, the one that it starts with first. */
export async function firefoxProfiles(root: string): Promise<readonly Profile[]> {
  const ini = await readFile(join(root, "profiles.ini"), "utf8").catch(() => "");
  const [listed, preferred] = profilesIn(ini);
  const below = (await namesIn(join(root, "Profiles"))).map((name) => join("Profiles", name));
  const found = [...preferred, ...listed, ...(await namesIn(root)), ...below];
  const folders = new Set(found.map((path) => (isAbsolute(path) ? path : join(root, path))));
  return await existing([...folders].map((folder) => [folder, "cookies.sqlite"]));
}

/** Profiles of a browser of the Chromium family below `root`, `Default` first. */
export async function chromiumProfiles(root: string): Promise<readonly Profile[]> {
  const others = (await namesIn(root)).filter((name) => name.startsWith("Profile "));
  const folders = ["Default", ...others.toSorted(byNumber), "."].map((name) => join(root, name));
  return await existing(
    folders.flatMap((folder) => [
      [folder, join("Network", "Cookies")],
      [folder, "Cookies"],
    ]),
  );
}

/** Paths of all profiles, and of those that an installation starts with. */
function profilesIn(
  ini: string,
): readonly [listed: readonly string[], preferred: readonly string[]] {
  const listed: string[] = [];
  const preferred: string[] = [];
  for (const section of ini.split(/^(?=\[)/m)) {
    const path = /^Path=(.+)$/m.exec(section)?.[1]?.trim();
    const start = /^Default=(.+)$/m.exec(section)?.[1]?.trim();
    if (section.startsWith("[Install") && start !== undefined) preferred.unshift(start);
    if (path === undefined) continue;
    (start === "1" ? preferred : listed).push(path);
  }
  return [listed, preferred];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  return names.toSorted();
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** The first database of each folder that has one. */
async function existing(candidates: readonly (readonly string[])[]): Promise<readonly Profile[]> {
  const found = new Map<string, Profile>();
  for (const [folder = "", file = ""] of candidates) {
    const database = join(folder, file);
    const isThere = await stat(database).then(
      (stats) => stats.isFile(),
      () => false,
    );
    if (isThere && !found.has(folder)) found.set(folder, { name: basename(folder), database });
  }
  return [...found.values()];
}
