/** A word, and the blanks to a next one, which are no part of the text. */
const encodedWord =
  /=\?([\w-]+)(?:\*[\w-]+)?\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?[\w-]+(?:\*[\w-]+)?\?[bq]\?[^?\s]*\?=))?/gi;

/**
 * The text of a header as people wrote it: S3 gives metadata that is not ASCII in the words of RFC 2047. What is no such
 * word, or of a charset nobody knows, stays as it stands.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html (read 2026-11)
 */
export function decodeEncodedWords(header: string): string {
  return header.replace(encodedWord, (word, charset: string, encoding: string, content: string) => {
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : quotedBytes(content);
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      return word;
    }
  });
}

function quotedBytes(content: string): Buffer {
  const latin1 = content
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1');
}
