import { MediaRejectedError } from '../../functions/domain/errors.ts';
import type { MediaStore } from '../../functions/domain/ports.ts';
import type { MediaRef } from '../../functions/domain/post.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { mediaTypes, SNIFF_BYTES, sniffFormat } from '../../functions/domain/sniff-media.ts';
import { placesFor } from '../../functions/drops/put-away.ts';
import { foreignBytesHeaders } from '../../sandbox/page/look/security-headers.ts';
import { stillGif } from '../../sandbox/page/look/still-gif.ts';
import { bytesAnswer, type HttpAnswer } from './answers.ts';
import type { GuardedRoute } from './guard.ts';
import type { PageOptions } from './page-options.ts';
import { placeholder } from './placeholder.ts';
import { mediaOf } from './thumbnails.ts';

/** More than any picture X takes: a thumbnail is not worth more memory. */
const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
const DEADLINE_MS = 10_000;

/**
 * GET /publications/{id}/media/{index}: a picture of that row, standing still. Only what a row names is ever read, and what
 * it is called does not matter: its bytes decide.
 */
export function mediaRoute({ log, media }: PageOptions): GuardedRoute {
  return {
    method: 'GET',
    path: '/publications/:id/media/:index',
    handle: async (event) => {
      const { id = '', index = '' } = event.pathParameters ?? {};
      const row = await log.publication(id);
      const found = row && mediaOf(row).find((medium) => String(medium.index) === index);
      if (row === undefined || found?.ref === undefined) return drawn(404, 'gone');
      for (const ref of [found.ref, ...afterMove(found.ref, row)]) {
        const answer = await answerIfThere(ref, media);
        if (answer !== undefined) return answer;
      }
      return drawn(404, 'gone');
    },
  };
}

/** Where a picture lies once its post is out and its route has moved it. */
function afterMove(ref: MediaRef, row: Publication): readonly MediaRef[] {
  const mayHaveMoved = row.source === 'drop' && row.state === 'POSTED' && ref.area === 'drop';
  return mayHaveMoved ? placesFor(ref.key, row).map((key) => ({ ...ref, key })) : [];
}

async function answerIfThere(ref: MediaRef, media: PageOptions['media']): Promise<HttpAnswer | undefined> {
  try {
    return await answerPicture(ref, media);
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
    return undefined;
  }
}

async function answerPicture(ref: MediaRef, media: PageOptions['media']): Promise<HttpAnswer> {
  // Another file of the same name is another picture: refused here, since the row keeps what it saw.
  const { totalBytes } = await media.head(ref);
  const format = sniffFormat(await readUpTo(ref, media, SNIFF_BYTES));
  if (format === 'MP4' || format === 'MOV') return drawn(200, 'film');
  if (format !== 'JPEG' && format !== 'PNG' && format !== 'GIF' && format !== 'WEBP') return drawn(200, 'no-picture');
  if (totalBytes > MAX_PICTURE_BYTES) return drawn(200, 'no-picture');
  const bytes = await readUpTo(ref, media, MAX_PICTURE_BYTES);
  return bytesAnswer(200, format === 'GIF' ? stillGif(bytes) : bytes, {
    ...foreignBytesHeaders(mediaTypes[format]),
    'cache-control': 'private, max-age=600',
  });
}

async function readUpTo(ref: MediaRef, media: Pick<MediaStore, 'read'>, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await media.read(ref, 0, maxBytes, AbortSignal.timeout(DEADLINE_MS))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function drawn(statusCode: number, what: Parameters<typeof placeholder>[0]): HttpAnswer {
  const headers = { ...foreignBytesHeaders('image/svg+xml'), 'cache-control': 'no-cache' };
  return bytesAnswer(statusCode, placeholder(what), headers);
}
