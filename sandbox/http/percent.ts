/**
 * The bytes of a percent-encoded text. What is no valid escape stays as it is, so that nothing a client sends can throw here.
 * `plusIsSpace` holds for queries and forms, not for header values.
 */
export function decodePercent(text: string, plusIsSpace: boolean): Buffer {
  // Raw bytes beyond ASCII reach us one a character, since node reads headers and we read bodies as latin1.
  const spaced = plusIsSpace ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return Buffer.from(spaced, 'latin1');
  const decoded = spaced.replaceAll(/%([0-9A-Fa-f]{2})/g, (_escape, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}

/** RFC 3986 over bytes: only `A–Z a–z 0–9 - . _ ~` stay, hex in upper case. OAuth 1.0a signs this form. */
export function encodePercent(bytes: Uint8Array): string {
  let encoded = '';
  for (const byte of bytes) encoded += ENCODED[byte];
  return encoded;
}

const ENCODED = Array.from({ length: 256 }, (_unused, byte) => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});
