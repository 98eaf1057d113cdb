import { parsePairs, type BytePair } from './parse-pairs.ts';
import { bytesOfText } from './percent.ts';

/** A request as it was received. */
export interface ReceivedRequest {
  /** Upper case. */
  readonly method: string;
  /** With nothing decoded, without the query. */
  readonly path: string;
  /** As received, without `?`. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** A request with what signing and reading both need of it. */
export interface RawRequest extends ReceivedRequest {
  readonly contentType: 'form' | 'multipart' | 'json' | 'none';
  readonly queryPairs: readonly BytePair[];
  /** Of a urlencoded body; none for any other. */
  readonly formPairs: readonly BytePair[];
}

const contentTypes: Readonly<Record<string, RawRequest['contentType']>> = {
  'application/x-www-form-urlencoded': 'form',
  'multipart/form-data': 'multipart',
  'application/json': 'json',
  // Some clients send the JSON of media/metadata/create so.
  'text/plain': 'json',
};

/** The request, taken apart as far as its signature reaches. Never throws. */
export function openRequest(received: ReceivedRequest): RawRequest {
  const mediaType = (received.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const contentType = Object.hasOwn(contentTypes, mediaType) ? (contentTypes[mediaType] ?? 'none') : 'none';
  const form = contentType === 'form' ? Buffer.from(received.body).toString('latin1') : '';
  return {
    ...received,
    contentType,
    queryPairs: parsePairs(bytesOfText(received.query)),
    formPairs: parsePairs(form.trim()),
  };
}
