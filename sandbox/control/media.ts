import type { MediaBytes } from '../state/media-library.ts';
import { type ControlRoute, controlError } from './control-route.ts';

/** GET /_sandbox/media/:id: the bytes as they were uploaded; a Range is honoured, since players ask for one. */
export const readMedia: ControlRoute = {
  method: 'GET',
  path: '/_sandbox/media/:id',
  handle(request, { world }) {
    const media = world.media.bytes(request.route['id'] ?? '');
    if (media === undefined) return controlError(404, 'no media with that id');
    const range = readRange(request.headers['range'], media);
    if (range === 'unsatisfiable') {
      return { status: 416, headers: { 'content-range': `bytes */${media.sizeBytes}` }, body: null };
    }
    const headers = {
      'content-type': media.mimeType,
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    };
    if (range === undefined) {
      return { status: 200, headers: { ...headers, 'content-length': String(media.sizeBytes) }, body: media.open() };
    }
    const { start, end } = range;
    const partial = {
      'content-range': `bytes ${start}-${end}/${media.sizeBytes}`,
      'content-length': String(end - start + 1),
    };
    return { status: 206, headers: { ...headers, ...partial }, body: media.open(range) };
  },
};

function readRange(
  header: string | undefined,
  { sizeBytes }: MediaBytes,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const last = sizeBytes - 1;
  // `-500` asks for the last 500 bytes.
  const start = match[1] === '' ? Math.max(0, sizeBytes - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? last : Math.min(Number(match[2]), last);
  return start > end ? 'unsatisfiable' : { start, end };
}
