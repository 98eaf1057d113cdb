/** A field of a form as a test writes it down. */
export interface WrittenPart {
  readonly name: string;
  readonly value: string | Uint8Array;
  readonly filename?: string;
  readonly mediaType?: string;
}

/** A `multipart/form-data` body, written by hand so that its boundary is the test's. */
export function multipartBody(parts: readonly WrittenPart[], boundary: string): Buffer {
  const written = parts.flatMap(({ name, value, filename, mediaType }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"`),
    Buffer.from(filename === undefined ? '' : `; filename="${filename}"`),
    Buffer.from(mediaType === undefined ? '' : `\r\nContent-Type: ${mediaType}`),
    Buffer.from('\r\n\r\n'),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...written, Buffer.from(`--${boundary}--\r\n`)]);
}
