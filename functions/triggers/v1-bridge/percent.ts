// Texts of bytes: one character for each byte, so that what a client sent is signed and compared exactly, whatever its
// encoding.

const ESCAPES = Array.from({ length: 256 }, (_unused, byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`);

/** The bytes behind percent escapes; what is no valid escape stays as it is, so that nothing can throw here. */
export function decodePercent(text: string): string {
  return text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** RFC 3986: only `A-Z a-z 0-9 - . _ ~` stay, hex in upper case; the form that OAuth 1.0a signs. */
export function encodePercent(bytes: string): string {
  return bytes.replaceAll(/[^A-Za-z0-9\-._~]/g, (byte) => ESCAPES[byte.charCodeAt(0)] ?? '');
}

/** A text as its UTF-8 bytes, one a character. */
export function bytesOfText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text that these bytes write in UTF-8. */
export function textOfBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
