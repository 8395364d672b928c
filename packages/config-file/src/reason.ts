/** Why the system refused, in a word or two: `no such file`, `permission denied`, … */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return WORDS[code ?? ""] ?? message;
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EEXIST: "it is there already",
  EISDIR: "it is a folder",
  ENOENT: "no such file",
  ENOSPC: "no space left on the device",
  ENOTDIR: "a part of the path is no folder",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
};
