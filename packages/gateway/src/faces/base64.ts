const OTHER = /[^A-Za-z0-9+/_=\-\r\n]/;

/** Whether a text holds nothing but what base64 is written with, line ends included. */
export function isBase64(text: string): boolean {
  // What is looked for is one character: a pattern of them all would go back over megabytes of them.
  return text !== "" && !OTHER.test(text);
}
