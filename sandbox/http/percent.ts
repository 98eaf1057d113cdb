const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;

/**
 * The bytes of a percent-encoded text. What is no valid escape stays as it is, so that nothing a client sends can throw here.
 * `plusIsSpace` holds for queries and forms, not for header values.
 */
export function decodePercent(text: string, plusIsSpace: boolean): Buffer {
  // Raw bytes beyond ASCII reach us one a character, since node reads headers and we read bodies as latin1.
  const bytes = Buffer.from(text, 'latin1');
  let length = 0;
  // Decoded in place, byte by byte: an upload as a form is millions of characters long.
  for (let at = 0; at < bytes.length; at += 1) {
    let byte = bytes[at] ?? 0;
    if (byte === PERCENT) {
      const escaped = (HEX_VALUES[bytes[at + 1] ?? 0] ?? NO_HEX) * 16 + (HEX_VALUES[bytes[at + 2] ?? 0] ?? NO_HEX);
      if (escaped < NO_HEX) {
        byte = escaped;
        at += 2;
      }
    } else if (plusIsSpace && byte === PLUS) {
      byte = SPACE;
    }
    bytes[length] = byte;
    length += 1;
  }
  return bytes.subarray(0, length);
}

/** RFC 3986 over bytes: only `A–Z a–z 0–9 - . _ ~` stay, hex in upper case. OAuth 1.0a signs this form. */
export function encodePercent(bytes: Uint8Array): string {
  let escapes = 0;
  for (const byte of bytes) escapes += IS_UNRESERVED[byte] === 1 ? 0 : 1;
  const encoded = Buffer.allocUnsafe(bytes.length + 2 * escapes);
  let length = 0;
  for (const byte of bytes) {
    if (IS_UNRESERVED[byte] === 1) {
      encoded[length] = byte;
      length += 1;
    } else {
      length += encoded.write(ESCAPES[byte] ?? '', length, 'latin1');
    }
  }
  return encoded.toString('latin1');
}

const EVERY_BYTE = Array.from({ length: 256 }, (_unused, byte) => byte);
/** More than any two hex digits give. */
const NO_HEX = 256;
const HEX_VALUES = EVERY_BYTE.map((byte) => {
  const character = String.fromCharCode(byte);
  return /[0-9A-Fa-f]/.test(character) ? Number.parseInt(character, 16) : NO_HEX;
});
const IS_UNRESERVED = Uint8Array.from(EVERY_BYTE, (byte) =>
  /[A-Za-z0-9\-._~]/.test(String.fromCharCode(byte)) ? 1 : 0,
);
const ESCAPES = EVERY_BYTE.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`);
