/** A set-up that cannot go on: what failed, and in `lines` how to go on. */
export class SetupError extends Error {
  constructor(what, lines, options) {
    super(what, options);
    this.name = "SetupError";
    this.lines = lines;
  }
}

const again = "Then run the same command again: it goes on from here.";

/** Known causes, told by the output of the installation or the code of a system error. */
const causes = [
  {
    pattern: /ENOSPC|no space left on device/iu,
    what: "the disk is full",
    lines: [
      "Set-up needs about 1 GB, part of it in your home folder (npm's and pnpm's stores).",
      again,
    ],
  },
  {
    pattern: /ERR_PNPM_OUTDATED_LOCKFILE|ERR_PNPM_NO_LOCKFILE|ERR_PNPM_LOCKFILE/u,
    what: "pnpm-lock.yaml does not fit the package.json files",
    lines: [
      "In a fresh clone: this commit is broken; take another one.",
      "If you changed dependencies: run `npx -y pnpm@VERSION install --lockfile-only` first.",
    ],
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|error sending request|could not be fetched|META_FETCH_FAIL|dns error/u,
    what: "the package registry did not answer",
    lines: [
      "Set-up needs the network once, to fetch Node 24 and the packages.",
      "Check the connection; behind a proxy set HTTPS_PROXY; see `npm config get registry`.",
      again,
    ],
  },
  {
    pattern: /EROFS|EACCES|EPERM|read-only file system|permission denied/iu,
    what: "a folder cannot be written",
    lines: [
      "This folder must be writable, and so must npm's and pnpm's stores in your home folder.",
      again,
    ],
  },
  {
    pattern: /ERR_PNPM_TARBALL_INTEGRITY|EINTEGRITY|integrity check/iu,
    what: "a package was not what the lockfile promises",
    lines: [
      "Something between here and the registry alters packages, or a download was cut.",
      again,
    ],
  },
];

/** The plain-words error for what an installation printed, or for a system error's text. */
export function diagnose(text, pnpmVersion, cause) {
  // pnpm breaks its lines in the middle of a message.
  const line = text.replaceAll(/\s+/gu, " ");
  const known = causes.find(({ pattern }) => pattern.test(line));
  if (known === undefined) {
    return new SetupError("the packages could not be installed", [again], { cause });
  }
  const lines = known.lines.map((advice) => advice.replace("VERSION", pnpmVersion));
  return new SetupError(known.what, lines, { cause });
}
