import type { ControlRoute } from '../control/control-route.ts';
import type { MediaBytes } from '../state/media-library.ts';
import { foreignBytesHeaders } from './look/security-headers.ts';
import { stillGif } from './look/still-gif.ts';
import { ASSETS } from './page-frame.ts';

/** More than any GIF X takes. */
const MAX_BYTES = 20 * 1024 * 1024;

/** GET /_sandbox/page/still/{id}: the first image of a GIF. */
export const stillPicture: ControlRoute = {
  method: 'GET',
  path: `${ASSETS}/still/:id`,
  async handle(request, { world }) {
    const found = world.media.bytes(request.route['id'] ?? '');
    const isGif = found?.mimeType === 'image/gif' && found.sizeBytes <= MAX_BYTES;
    // The page of the local engine, another origin, shows these too.
    const headers = {
      ...foreignBytesHeaders(isGif ? 'image/gif' : 'text/plain; charset=utf-8'),
      'cross-origin-resource-policy': 'cross-origin',
    };
    if (found === undefined || !isGif) return { status: 404, headers, body: 'gone' };
    return { status: 200, headers, body: stillGif(await readAll(found)) };
  },
};

async function readAll(media: MediaBytes): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of media.open()) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}
