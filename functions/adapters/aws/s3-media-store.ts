import { Readable } from 'node:stream';

import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  type _Object as S3Object,
} from '@aws-sdk/client-s3';

import type { ListedObject, MediaStore, StoredObject } from '../../domain/ports.ts';
import type { MediaRef } from '../../domain/post.ts';
import { clientSettings } from './client-settings.ts';
import { mergeTags } from './merge-tags.ts';
import { deleteObject, isGoneOrChanged, moveObject } from './move-object.ts';
import { renewObject } from './renew-object.ts';
import { isPastEnd, refusalOf } from './s3-refusals.ts';
import { answering, unavailable } from './store-unavailable.ts';
import { watchedBody } from './watched-body.ts';

/** As many as S3 gives at once; and pages of folders that nobody looks through to their end. */
const PAGE_KEYS = 1_000;
const MOST_PAGES = 10;
/** A staged picture may be 3 MB, and goes out whole before S3 answers. */
const STAGE_WITHIN_MS = 30_000;

export interface S3MediaStoreOptions {
  readonly client: S3Client;
  /** A function that has no business in one of them is not told its name. */
  readonly buckets: Readonly<Partial<Record<MediaRef['area'], string>>>;
  /** @default 15 s */
  readonly silenceMs?: number;
}

/** The drop bucket, which users fill, and the work bucket, which only we write. */
export class S3MediaStore implements MediaStore {
  readonly #client: S3Client;
  readonly #buckets: S3MediaStoreOptions['buckets'];
  readonly #silenceMs: number | undefined;

  constructor({ client, buckets, silenceMs }: S3MediaStoreOptions) {
    this.#client = client;
    this.#buckets = buckets;
    this.#silenceMs = silenceMs;
  }

  async head(ref: MediaRef): Promise<StoredObject> {
    const command = new HeadObjectCommand(this.#pinned(ref));
    const answer = await this.#client.send(command).catch((error: unknown) => refuse(error, ref));
    const { ContentLength, ETag, VersionId, Metadata = {} } = answer;
    if (ContentLength === undefined || ETag === undefined) throw unavailable(nameOf(ref), answer);
    // An object from before the bucket kept versions is called `null` and can be overwritten: its ETag has to do.
    const version = VersionId === undefined || VersionId === 'null' ? {} : { versionId: VersionId };
    const eTag = ETag.replaceAll('"', '');
    return { ref: { ...ref, ...version }, totalBytes: ContentLength, eTag, metadata: Metadata };
  }

  async read(
    ref: MediaRef,
    startByte = 0,
    endByteExclusive?: number,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    if (endByteExclusive !== undefined && endByteExclusive <= startByte) return nothing();
    const command = new GetObjectCommand({ ...this.#pinned(ref), ...rangeOf(startByte, endByteExclusive) });
    const abort = signal === undefined ? {} : { abortSignal: signal };
    const answer = await this.#client.send(command, abort).catch((error: unknown) => {
      signal?.throwIfAborted();
      return isPastEnd(error) ? undefined : refuse(error, ref);
    });
    if (answer === undefined) return nothing();
    if (!(answer.Body instanceof Readable)) throw unavailable(nameOf(ref), answer);
    const silence = this.#silenceMs === undefined ? {} : { silenceMs: this.#silenceMs };
    return watchedBody(answer.Body, { what: nameOf(ref), signal, ...silence });
  }

  async stage(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<MediaRef> {
    const ref: MediaRef = { area: 'work', key };
    const place = this.#place(ref);
    await answering(nameOf(ref), async () => {
      if (bytes instanceof Uint8Array) await this.#put({ ...place, Body: bytes });
      else await this.#upload({ ...place, Body: Readable.from(bytes, { objectMode: false }) });
    });
    return ref;
  }

  async tag(
    ref: MediaRef,
    tags: Readonly<Record<string, string>>,
    { renew = false }: { readonly renew?: boolean } = {},
  ): Promise<void> {
    const place = { ...this.#place(ref), ...versionOf(ref) };
    try {
      if (renew) return await renewObject(this.#client, this.#place(ref), tags);
      const { TagSet = [] } = await this.#client.send(new GetObjectTaggingCommand(place));
      const Tagging = { TagSet: mergeTags(TagSet, tags) };
      await this.#client.send(new PutObjectTaggingCommand({ ...place, Tagging }));
    } catch (error) {
      refuse(error, ref);
    }
  }

  async list(prefix: string, most: number): Promise<readonly ListedObject[]> {
    const { Bucket } = this.#place({ area: 'drop', key: prefix });
    const listed: ListedObject[] = [];
    let token: string | undefined;
    // A page also counts the folders below, which are left out here.
    for (let page = 0; page < MOST_PAGES && listed.length < most; page += 1) {
      const from = token === undefined ? {} : { ContinuationToken: token };
      const input = { Bucket, Prefix: prefix, Delimiter: '/', MaxKeys: Math.min(most, PAGE_KEYS), ...from };
      const answer = await answering('the drop bucket', async () => this.#client.send(new ListObjectsV2Command(input)));
      listed.push(...(answer.Contents ?? []).flatMap(listedObject));
      token = answer.NextContinuationToken;
      if (token === undefined) break;
    }
    return listed.slice(0, most);
  }

  async move(ref: MediaRef, toKey: string): Promise<'done' | 'taken'> {
    return (await this.#ifThere(ref, async () => moveObject(this.#client, this.#pinned(ref), toKey))) ?? 'done';
  }

  async remove(ref: MediaRef): Promise<void> {
    await this.#ifThere(ref, async () => deleteObject(this.#client, this.#pinned(ref)));
  }

  async note(key: string, text: string): Promise<void> {
    const place = this.#place({ area: 'drop', key });
    const ContentType = 'text/plain; charset=utf-8';
    await answering('the drop bucket', async () => this.#put({ ...place, Body: Buffer.from(text), ContentType }));
  }

  /** Undefined for what is gone, or was replaced. */
  async #ifThere<Answer>(ref: MediaRef, act: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await act();
    } catch (error) {
      return isGoneOrChanged(error) ? undefined : refuse(error, ref);
    }
  }

  async #put(input: { Bucket: string; Key: string; Body: Uint8Array; ContentType?: string }): Promise<void> {
    await this.#client.send(new PutObjectCommand(input), { requestTimeout: STAGE_WITHIN_MS });
  }

  /** In parts, since S3 takes no body of unknown length; a failed one leaves nothing behind. Loaded by those who need it. */
  async #upload(params: { Bucket: string; Key: string; Body: Readable }): Promise<void> {
    const { Upload } = await import('@aws-sdk/lib-storage');
    await new Upload({ client: this.#client, params, queueSize: 2 }).done();
  }

  #place({ area, key }: MediaRef): { Bucket: string; Key: string } {
    const bucket = this.#buckets[area];
    if (bucket === undefined) throw new Error(`this function has no ${area} bucket`);
    return { Bucket: bucket, Key: key };
  }

  /** Reads these very bytes or none. */
  #pinned(ref: MediaRef) {
    const ifMatch = ref.eTag === undefined ? {} : { IfMatch: `"${ref.eTag}"` };
    return { ...this.#place(ref), ...versionOf(ref), ...ifMatch };
  }
}

/** A "folder" made in the console lies under its own prefix. */
function listedObject({ Key, ETag, Size = 0, LastModified }: S3Object): readonly ListedObject[] {
  if (Key === undefined || ETag === undefined || Key.endsWith('/')) return [];
  const ref = { area: 'drop', key: Key, eTag: ETag.replaceAll('"', '') } as const;
  return [{ ref, totalBytes: Size, changedAtEpochMs: LastModified?.getTime() ?? 0 }];
}

function versionOf({ versionId }: MediaRef): { VersionId?: string } {
  return versionId === undefined ? {} : { VersionId: versionId };
}

/** None for the whole object: an empty one has no first byte to ask for. */
function rangeOf(startByte: number, endByteExclusive: number | undefined): { Range?: string } {
  if (startByte === 0 && endByteExclusive === undefined) return {};
  return { Range: `bytes=${startByte}-${endByteExclusive === undefined ? '' : endByteExclusive - 1}` };
}

function nameOf({ area }: MediaRef): string {
  return `the ${area} bucket`;
}

function refuse(error: unknown, ref: MediaRef): never {
  throw refusalOf(error, ref, nameOf(ref));
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** The buckets of this account and region. */
export function openS3MediaStore(buckets: S3MediaStoreOptions['buckets']): S3MediaStore {
  return new S3MediaStore({ client: new S3Client(s3Settings), buckets });
}

/**
 * Checksums of whole objects are left to TLS and to X, who refuses what is damaged: computed here they cost 3 ms of CPU
 * a megabyte. Parts of an object have none.
 */
export const s3Settings = {
  ...clientSettings.s3,
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;
