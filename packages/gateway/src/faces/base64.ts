/** Whether a text holds nothing but what base64 is written with, line ends included. */
export function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/_=\-\r\n]+$/.test(text);
}
