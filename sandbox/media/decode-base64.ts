const DIGIT = 0;
const PADDING = 1;
const SPACE = 2;
const OTHER = 3;

/** What each byte is in a base64 text; the URL-safe alphabet counts, too. */
const KIND = Uint8Array.from({ length: 256 }, (_unused, byte) => {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9+/_-]/.test(character)) return DIGIT;
  if (character === '=') return PADDING;
  return /[\t\n\r ]/.test(character) ? SPACE : OTHER;
});

/** The bytes of a base64 text, line breaks and the URL-safe alphabet included; undefined when it is none. */
export function decodeBase64(text: Buffer): Buffer | undefined {
  let digits = 0;
  let padding = 0;
  // Byte by byte: a text of millions of characters must not be copied for each thing that is asked of it.
  for (const byte of text) {
    const kind = KIND[byte] ?? OTHER;
    if (kind === OTHER || (kind === DIGIT && padding > 0)) return undefined;
    if (kind === DIGIT) digits += 1;
    if (kind === PADDING) padding += 1;
  }
  // One digit over a group of four holds 6 bits, less than a byte.
  if (digits === 0 || padding > 2 || digits % 4 === 1) return undefined;
  return Buffer.from(text.toString('latin1'), 'base64');
}
