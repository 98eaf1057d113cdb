/** Bytes that can be read at any place, so that a film of 512 MB is looked into without being held in memory. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** What lies there; shorter than asked, or empty, past the end. */
  read(offset: number, lengthBytes: number): Promise<Buffer>;
}

/** Bytes already in memory as a source. */
export function sourceOf(bytes: Buffer): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: (offset, lengthBytes) => Promise.resolve(bytes.subarray(offset, offset + lengthBytes)),
  };
}
