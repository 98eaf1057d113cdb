/**
 * The bytes of canonical base64, or undefined: standard alphabet, full padding, no line breaks.
 *
 * Writing the bytes out again and comparing refuses all that Node's own decoder skips over without a word.
 */
export function decodeStrictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
