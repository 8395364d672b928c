/** Files that several processes write, such as saved sessions: one after the other, each as a whole. */
export { removeLeftovers, writeAtomic } from "./files/atomic-file.ts";
export { LockedError, takeLock, type FileLock } from "./files/file-lock.ts";
