/** The version of this package; kept equal to package.json by the release script. */
export const VERSION = "0.0.0";
