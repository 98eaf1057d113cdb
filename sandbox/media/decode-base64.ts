const NOT_BASE64 = /[^A-Za-z0-9+/=_-]/;

/** The bytes of a base64 text, line breaks and the URL-safe alphabet included; undefined when it is none. */
export function decodeBase64(text: string): Buffer | undefined {
  const compact = text.replaceAll(/\s+/g, '');
  const digits = compact.replace(/={1,2}$/, '');
  // One digit over a group of four holds 6 bits, less than a byte.
  if (digits === '' || NOT_BASE64.test(compact) || digits.includes('=') || digits.length % 4 === 1) return undefined;
  return Buffer.from(compact, 'base64');
}
