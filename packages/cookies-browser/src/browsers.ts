/** Browsers whose cookies can be read, in the order in which they are looked through. */
export const BROWSERS = [
  "firefox",
  "chrome",
  "chromium",
  "opera",
  "opera-gx",
  "brave",
  "edge",
  "vivaldi",
] as const;

/** One of {@link BROWSERS}. */
export type Browser = (typeof BROWSERS)[number];

/** Where a browser keeps its profiles: folders below the places that the system has for such things. */
export interface BrowserPlaces {
  /** Below `~/.config`; those with `~/` below the home. */
  readonly linux: readonly string[];
  /** Below `~/Library/Application Support`. */
  readonly darwin: readonly string[];
  /** Below `AppData\Local`; those with `Roaming/` below `AppData`. */
  readonly win32: readonly string[];
}

/** What a browser of the Chromium family calls itself where its key is kept. */
export interface ChromiumNames {
  /** Account in the keychain of macOS; the service is `<account> Safe Storage`. */
  readonly account: string;
  /** Attribute `application` in the keyring of Linux. Some keep their key as another browser. */
  readonly applications: readonly string[];
}

export const FIREFOX: BrowserPlaces = {
  linux: [
    "~/.mozilla/firefox",
    "mozilla/firefox",
    "~/snap/firefox/common/.mozilla/firefox",
    "~/.var/app/org.mozilla.firefox/.mozilla/firefox",
  ],
  darwin: ["Firefox"],
  win32: ["Roaming/Mozilla/Firefox"],
};

export const CHROMIUM: Readonly<
  Record<Exclude<Browser, "firefox">, BrowserPlaces & ChromiumNames>
> = {
  chrome: {
    linux: ["google-chrome"],
    darwin: ["Google/Chrome"],
    win32: ["Google/Chrome/User Data"],
    account: "Chrome",
    applications: ["chrome"],
  },
  chromium: {
    linux: ["chromium", "~/snap/chromium/common/chromium"],
    darwin: ["Chromium"],
    win32: ["Chromium/User Data"],
    account: "Chromium",
    applications: ["chromium"],
  },
  opera: {
    linux: ["opera"],
    darwin: ["com.operasoftware.Opera"],
    win32: ["Roaming/Opera Software/Opera Stable"],
    account: "Opera",
    applications: ["opera", "chromium"],
  },
  "opera-gx": {
    linux: ["opera-gx"],
    darwin: ["com.operasoftware.OperaGX"],
    win32: ["Roaming/Opera Software/Opera GX Stable"],
    account: "Opera",
    applications: ["opera", "chromium"],
  },
  brave: {
    linux: ["BraveSoftware/Brave-Browser"],
    darwin: ["BraveSoftware/Brave-Browser"],
    win32: ["BraveSoftware/Brave-Browser/User Data"],
    account: "Brave",
    applications: ["brave"],
  },
  edge: {
    linux: ["microsoft-edge"],
    darwin: ["Microsoft Edge"],
    win32: ["Microsoft/Edge/User Data"],
    account: "Microsoft Edge",
    applications: ["msedge", "chromium"],
  },
  vivaldi: {
    linux: ["vivaldi"],
    darwin: ["Vivaldi"],
    win32: ["Vivaldi/User Data"],
    account: "Vivaldi",
    applications: ["vivaldi", "chrome"],
  },
};
