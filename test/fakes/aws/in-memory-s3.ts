import { createHash, randomUUID } from 'node:crypto';

import type { AwsCall, AwsReply } from './aws-server.ts';

interface Version {
  readonly versionId: string;
  /** Undefined for a delete marker. */
  readonly bytes?: Buffer;
  readonly eTag: string;
  readonly metadata: Readonly<Record<string, string>>;
  tagging: string;
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const COPY_IF_MATCH = 'x-amz-copy-source-if-match';
const noTags = '<Tagging><TagSet></TagSet></Tagging>';

/**
 * As much of S3 as this project asks of it, versions included: puts, ranged and conditional reads, tags, uploads in
 * parts. What it does not know it refuses with 501, so that no call passes for another.
 */
export class InMemoryS3 {
  readonly #objects = new Map<string, Version[]>();
  readonly #uploads = new Map<string, Map<number, Buffer>>();
  readonly #versioned: boolean;

  constructor({ versioned }: { readonly versioned: boolean }) {
    this.#versioned = versioned;
  }

  /** Uploads in parts that were neither completed nor aborted. */
  get openUploads(): number {
    return this.#uploads.size;
  }

  put(bucket: string, key: string, bytes: Uint8Array, metadata: Version['metadata'] = {}) {
    return this.#add(bucket, key, {
      bytes: Buffer.from(bytes),
      eTag: createHash('md5').update(bytes).digest('hex'),
      metadata,
    });
  }

  remove(bucket: string, key: string): void {
    if (this.#versioned) this.#add(bucket, key, { eTag: '', metadata: {} });
    else this.#objects.delete(`${bucket}/${key}`);
  }

  /** As the user would. */
  setTags(bucket: string, key: string, tags: readonly Tag[]): void {
    const [version] = this.#objects.get(`${bucket}/${key}`) ?? [];
    const inner = tags.map(({ Key, Value }) => `<Tag><Key>${Key}</Key><Value>${Value}</Value></Tag>`).join('');
    if (version !== undefined) version.tagging = `<Tagging><TagSet>${inner}</TagSet></Tagging>`;
  }

  tagsOf(bucket: string, key: string): readonly Tag[] {
    const tagging = this.#objects.get(`${bucket}/${key}`)?.[0]?.tagging ?? '';
    const found = tagging.matchAll(/<Key>([^<]*)<\/Key><Value>([^<]*)<\/Value>/g);
    return [...found].map(([, Key = '', Value = '']) => ({ Key, Value }));
  }

  readonly answer = async (call: AwsCall): Promise<AwsReply> => {
    const [bucket = '', key = ''] = placeOf(call);
    const query = call.url.searchParams;
    if (query.has('uploads') || query.has('uploadId')) return this.#answerUpload(call, bucket, key);
    if (query.has('tagging')) return this.#answerTagging(call, bucket, key);
    if (query.has('list-type')) return this.#answerList(query, bucket);
    const known = new Set(['x-id', 'versionId']);
    if ([...query.keys()].some((name) => !known.has(name))) return fault(501, 'NotImplemented');
    if (call.method === 'PUT' && 'x-amz-copy-source' in call.headers) return this.#answerCopy(call, bucket, key);
    if (call.method === 'PUT') return this.#answerPut(call, bucket, key);
    if (call.method === 'DELETE') return this.#answerDelete(call, bucket, key);
    if (call.method === 'GET' || call.method === 'HEAD') return this.#answerRead(call, bucket, key);
    return fault(501, 'NotImplemented');
  };

  #answerPut(call: AwsCall, bucket: string, key: string): AwsReply {
    if (call.headers['content-encoding'] === 'aws-chunked') return fault(501, 'NotImplemented');
    const { eTag, versionId } = this.put(bucket, key, call.body, metadataIn(call));
    return { status: 200, headers: { etag: `"${eTag}"`, ...(this.#versioned && { 'x-amz-version-id': versionId }) } };
  }

  #answerRead(call: AwsCall, bucket: string, key: string): AwsReply {
    const found = this.#find(call, bucket, key);
    if (!('eTag' in found)) return call.method === 'HEAD' ? { status: found.status } : found;
    const { bytes = Buffer.alloc(0), eTag, versionId, metadata } = found;
    const ifMatch = call.headers['if-match'];
    if (ifMatch !== undefined && ifMatch !== `"${eTag}"`) return fault(412, 'PreconditionFailed');
    const headers = {
      etag: `"${eTag}"`,
      ...(this.#versioned && { 'x-amz-version-id': versionId }),
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    };
    if (call.method === 'HEAD') return { status: 200, headers: { ...headers, 'content-length': `${bytes.length}` } };
    return ranged(call, bytes, headers);
  }

  /** Folders count among the keys of a page, as in S3. */
  #answerList(query: URLSearchParams, bucket: string): AwsReply {
    const prefix = query.get('prefix') ?? '';
    const found = new Map<string, Version | undefined>();
    for (const [place, [newest]] of this.#objects) {
      const key = place.slice(bucket.length + 1);
      if (!place.startsWith(`${bucket}/${prefix}`) || newest?.bytes === undefined) continue;
      const slash = key.indexOf(query.get('delimiter') ?? '\0', prefix.length);
      if (slash === -1) found.set(key, newest);
      else found.set(key.slice(0, slash + 1), undefined);
    }
    const start = Number(query.get('continuation-token') ?? 0);
    const end = start + Number(query.get('max-keys') ?? 1_000);
    const sorted = [...found].toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const next = end < found.size ? `<NextContinuationToken>${end}</NextContinuationToken>` : '';
    return { status: 200, body: xml('ListBucketResult', next + sorted.slice(start, end).map(listedAs).join('')) };
  }

  #answerCopy(call: AwsCall, bucket: string, key: string): AwsReply {
    const [path = '', versionId = null] = String(call.headers['x-amz-copy-source']).split('?versionId=');
    const versions = this.#objects.get(decodeURIComponent(path)) ?? [];
    const source = versionId === null ? versions[0] : versions.find((version) => version.versionId === versionId);
    if (source?.bytes === undefined) return fault(404, 'NoSuchKey');
    const { [COPY_IF_MATCH]: ifMatch = `"${source.eTag}"`, 'x-amz-tagging': tags } = call.headers;
    if (ifMatch !== `"${source.eTag}"`) return fault(412, 'PreconditionFailed');
    const { bytes, metadata, tagging } = source;
    const copy = this.put(bucket, key, bytes, metadata);
    copy.tagging = tagging;
    if (call.headers['x-amz-tagging-directive'] === 'REPLACE') {
      this.setTags(
        bucket,
        key,
        Array.from(new URLSearchParams(String(tags)), ([Key, Value]) => ({ Key, Value })),
      );
    }
    return { status: 200, body: xml('CopyObjectResult', `<ETag>"${copy.eTag}"</ETag>`) };
  }

  #answerDelete(call: AwsCall, bucket: string, key: string): AwsReply {
    const [newest] = this.#objects.get(`${bucket}/${key}`) ?? [];
    const ifMatch = call.headers['if-match'];
    if (ifMatch !== undefined && newest?.bytes === undefined) return fault(404, 'NoSuchKey');
    if (ifMatch !== undefined && ifMatch !== `"${newest?.eTag}"`) return fault(412, 'PreconditionFailed');
    this.remove(bucket, key);
    return { status: 204 };
  }

  #answerTagging(call: AwsCall, bucket: string, key: string): AwsReply {
    const found = this.#find(call, bucket, key);
    if (!('eTag' in found)) return found;
    if (call.method === 'GET') return { status: 200, body: found.tagging };
    const tagging = call.body.toString();
    if (tagging.split('<Tag>').length > 11) return fault(400, 'BadRequest');
    found.tagging = tagging;
    return { status: 200 };
  }

  #answerUpload({ method, url, body }: AwsCall, bucket: string, key: string): AwsReply {
    const id = url.searchParams.get('uploadId') ?? randomUUID();
    const place = `<Bucket>${bucket}</Bucket>`;
    if (url.searchParams.has('uploads')) {
      this.#uploads.set(id, new Map());
      return { status: 200, body: xml('InitiateMultipartUploadResult', `${place}<UploadId>${id}</UploadId>`) };
    }
    const parts = this.#uploads.get(id);
    if (parts === undefined) return fault(404, 'NoSuchUpload');
    if (method === 'PUT') {
      parts.set(Number(url.searchParams.get('partNumber')), body);
      return { status: 200, headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } };
    }
    this.#uploads.delete(id);
    if (method === 'DELETE') return { status: 204 };
    const whole = [...parts.entries()].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes);
    const { eTag } = this.put(bucket, key, Buffer.concat(whole));
    return { status: 200, body: xml('CompleteMultipartUploadResult', `${place}<ETag>"${eTag}"</ETag>`) };
  }

  #add(bucket: string, key: string, version: Omit<Version, 'versionId' | 'tagging'>): Version {
    const added = { ...version, versionId: randomUUID(), tagging: noTags };
    const place = `${bucket}/${key}`;
    this.#objects.set(place, [added, ...(this.#versioned ? (this.#objects.get(place) ?? []) : [])]);
    return added;
  }

  #find({ url }: AwsCall, bucket: string, key: string): Version | AwsReply {
    const versionId = url.searchParams.get('versionId');
    const versions = this.#objects.get(`${bucket}/${key}`) ?? [];
    const found = versionId === null ? versions[0] : versions.find((version) => version.versionId === versionId);
    if (found === undefined) return fault(404, versionId === null ? 'NoSuchKey' : 'NoSuchVersion');
    if (found.bytes === undefined) return versionId === null ? fault(404, 'NoSuchKey') : fault(405, 'MethodNotAllowed');
    return found;
  }
}

/** As it was sent: a parsed URL would have lost `..`. */
function placeOf({ path }: AwsCall): readonly string[] {
  const [, bucket = '', key = ''] = /^\/([^/?]*)\/?([^?]*)/.exec(path) ?? [];
  return [bucket, decodeURIComponent(key)];
}

function metadataIn({ headers }: AwsCall): Record<string, string> {
  const prefix = 'x-amz-meta-';
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), String(value)]] : [],
    ),
  );
}

function ranged({ headers: { range } }: AwsCall, bytes: Buffer, headers: Record<string, string>): AwsReply {
  if (range === undefined) return { status: 200, headers, body: bytes };
  const [, start = '', end = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (start === '') return fault(501, 'NotImplemented');
  if (Number(start) >= bytes.length) return fault(416, 'InvalidRange');
  const body = bytes.subarray(Number(start), end === '' ? undefined : Number(end) + 1);
  const told = `bytes ${start}-${Number(start) + body.length - 1}/${bytes.length}`;
  return { status: 206, headers: { ...headers, 'content-range': told }, body };
}

function fault(status: number, code: string): AwsReply {
  return { status, body: xml('Error', `<Code>${code}</Code><Message>${code}</Message>`) };
}

function xml(name: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name}>${inner}</${name}>`;
}

function listedAs([key, version]: readonly [string, Version | undefined]): string {
  const name = key.replaceAll('&', '&amp;');
  if (version === undefined) return `<CommonPrefixes><Prefix>${name}</Prefix></CommonPrefixes>`;
  const facts = `<Size>${version.bytes?.length}</Size><LastModified>2026-11-02T09:15:30.000Z</LastModified>`;
  return `<Contents><Key>${name}</Key><ETag>"${version.eTag}"</ETag>${facts}</Contents>`;
}
