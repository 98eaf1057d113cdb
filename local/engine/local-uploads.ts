import { createHmac, randomBytes } from 'node:crypto';

import type { Clock, MediaStore } from '../../functions/domain/ports.ts';
import type { AnnouncedFile, UploadAddress, UploadAddresses } from '../../functions/domain/upload-addresses.ts';
import { isSame } from '../../functions/triggers/webhook/post-token.ts';

/** As long as a presigned URL on AWS. */
const LIVES_MS = 900_000;

/** A file as it arrives. */
export interface ArrivingFile {
  /** Path and query of the address. */
  readonly url: URL;
  readonly mediaType: string | undefined;
  readonly totalBytes: number | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Addresses of this machine for files that are too large for a call. All that was announced stands in the address, under
 * a token that nobody else can make; it ends with the process.
 */
export class LocalUploads implements UploadAddresses {
  readonly #key = randomBytes(32);
  readonly #media: MediaStore;
  readonly #clock: Clock;

  constructor(media: MediaStore, clock: Clock) {
    this.#media = media;
    this.#clock = clock;
  }

  open({ key, mediaType, totalBytes }: AnnouncedFile): Promise<UploadAddress> {
    const expiresAtEpochMs = this.#clock() + LIVES_MS;
    const told = { type: mediaType, bytes: String(totalBytes), expires: String(expiresAtEpochMs) };
    const query = new URLSearchParams({ ...told, token: this.#token(key, told) });
    const headers = { 'content-type': mediaType, 'content-length': String(totalBytes) };
    return Promise.resolve({ url: `/${key}?${query.toString()}`, headers, expiresAtEpochMs });
  }

  /**
   * Keeps the file, whole or not at all, under the key that its address names.
   *
   * @returns the HTTP status that answers it
   */
  async receive({ url, mediaType, totalBytes, bytes }: ArrivingFile): Promise<200 | 400 | 403> {
    const key = url.pathname.slice(1);
    const [type, length, expires, token] = ['type', 'bytes', 'expires', 'token'].map(
      (name) => url.searchParams.get(name) ?? '',
    ) as [string, string, string, string];
    const isOurs = isSame(token, this.#token(key, { type, bytes: length, expires }));
    if (!isOurs || Number(expires) < this.#clock()) return 403;
    // What S3 says to headers that its URL was not signed with.
    if (mediaType !== type || totalBytes !== Number(length)) return 403;
    try {
      await this.#media.stage(key, exactly(bytes, Number(length)));
      return 200;
    } catch (error) {
      if (error instanceof WrongLengthError) return 400;
      throw error;
    }
  }

  #token(key: string, told: Readonly<Record<'type' | 'bytes' | 'expires', string>>): string {
    const { type, bytes, expires } = told;
    return createHmac('sha256', this.#key).update([key, type, bytes, expires].join('\n')).digest('base64url');
  }
}

class WrongLengthError extends Error {
  override readonly name = 'WrongLengthError';
}

/** Ends what is longer at once, so that nobody fills the disk. */
async function* exactly(bytes: AsyncIterable<Uint8Array>, totalBytes: number): AsyncGenerator<Uint8Array> {
  let soFar = 0;
  for await (const chunk of bytes) {
    soFar += chunk.length;
    if (soFar > totalBytes) break;
    yield chunk;
  }
  if (soFar !== totalBytes) throw new WrongLengthError(`${soFar} bytes came of ${totalBytes}`);
}
