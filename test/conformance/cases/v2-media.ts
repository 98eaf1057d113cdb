import { equal, match } from 'node:assert/strict';

import type { Answer } from '../../sandbox/signed-request.ts';
import { has, hasNoBody, idOf, refusesV2, succeeds } from '../answers.ts';
import { drawing, film, media, multipart, photo, processed, segmentsOf } from '../calls.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Person } from '../target.ts';
import { post, read } from './v2-posts.ts';

const UPLOAD = '/2/media/upload';
const CATEGORY = 'tweet_image';

function initialize(me: Person, json: Readonly<Record<string, unknown>>): Promise<Answer> {
  return me.call({ path: `${UPLOAD}/initialize`, json });
}

function append(me: Person, id: string, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
  const body = multipart(['segment_index', String(index)], ['media', bytes]);
  return me.call({ path: `${UPLOAD}/${id}/append`, multipart: body });
}

function finalize(me: Person, id: string): Promise<Answer> {
  return me.call({ method: 'POST', path: `${UPLOAD}/${id}/finalize` });
}

async function begin(
  me: Person,
  bytes: Buffer,
  media_type = 'video/mp4',
  media_category = 'tweet_video',
): Promise<string> {
  const answer = await initialize(me, { media_type, media_category, total_bytes: bytes.length });
  return idOf(succeeds(answer), 'data', 'id');
}

/** FINALIZE is documented with 200; 201 was seen. */
function isFinalized(answer: Answer): Answer {
  return succeeds(answer, answer.status === 201 ? 201 : 200);
}

/** Uploads of v2 and media/metadata. */
export const v2MediaCases: readonly ConformanceCase[] = [
  {
    name: 'v2.media.json',
    says: 'takes a picture as base64 in JSON',
    async run({ me, text }) {
      const json = { media: photo.toString('base64'), media_category: CATEGORY };
      const answer = succeeds(await me.call({ path: UPLOAD, json }));
      const id = idOf(answer, 'data', 'id');
      has(answer, ['data', 'media_key'], `3_${id}`);
      has(answer, ['data', 'size'], photo.length);
      has(answer, ['data', 'image'], { image_type: 'image/jpeg', w: 800, h: 320 });
      await post(me, { text: text(), media: { media_ids: [id] } });
    },
  },
  {
    name: 'v2.media.multipart',
    says: 'takes a raw picture in multipart',
    async run({ me }) {
      const body = multipart(['media_category', CATEGORY], ['media', drawing]);
      has(succeeds(await me.call({ path: UPLOAD, multipart: body })), ['data', 'size'], drawing.length);
    },
  },
  {
    name: 'v2.media.refused',
    says: 'answers 400 without a category, without media, to bytes that are none, and to the old command',
    async run({ me }) {
      const base64 = photo.toString('base64');
      refusesV2(await me.call({ path: UPLOAD, json: { media: base64 } }), 400, /media_category/, 'invalid-request');
      refusesV2(await me.call({ path: UPLOAD, json: { media_category: CATEGORY } }), 400, /media/, 'invalid-request');
      const words = { media: Buffer.from('no media').toString('base64'), media_category: CATEGORY };
      equal((await me.call({ path: UPLOAD, json: words })).status, 400);
      const old = { command: 'INIT', total_bytes: '1', media_type: 'image/png' };
      equal((await me.call({ path: `${UPLOAD}?${new URLSearchParams(old).toString()}`, method: 'POST' })).status, 400);
    },
  },
  {
    name: 'v2.chunked.video',
    says: 'takes a video in segments in any order, processes it, and posts it',
    async run({ me, text }) {
      const id = await begin(me, film);
      for (const [index, bytes] of [...segmentsOf(film, 4).entries()].toReversed()) {
        match(String(succeeds(await append(me, id, index, bytes)).at('data', 'expires_at')), /^\d{10}$/);
      }
      const finalized = isFinalized(await finalize(me, id));
      has(finalized, ['data', 'media_key'], `7_${id}`);
      match(String(finalized.at('data', 'processing_info', 'state')), /^(pending|in_progress)$/);
      const ask = () => me.call({ path: `${UPLOAD}?media_id=${id}&command=STATUS` });
      equal((await processed(ask, 'data')).states.at(-1), 'succeeded');
      const posted = await post(me, { text: text(), media: { media_ids: [id] } });
      const shown = await read(me, posted, '?expansions=attachments.media_keys');
      has(shown, ['includes', 'media', 0], { media_key: `7_${id}`, type: 'video' });
    },
  },
  {
    name: 'v2.chunked.parallel',
    says: 'takes segments side by side, and as base64 in JSON',
    async run({ me }) {
      const id = await begin(me, film);
      const all = segmentsOf(film, 6).map((bytes, index) =>
        index % 2 === 0
          ? append(me, id, index, bytes)
          : me.call({
              path: `${UPLOAD}/${id}/append`,
              json: { segment_index: index, media: bytes.toString('base64') },
            }),
      );
      for (const answer of await Promise.all(all)) succeeds(answer);
      has(isFinalized(await finalize(me, id)), ['data', 'size'], film.length);
    },
  },
  {
    name: 'v2.chunked.missing-segment',
    says: 'refuses FINALIZE while bytes are missing, and unknown ids, with 400',
    async run({ me }) {
      const id = await begin(me, film);
      await append(me, id, 1, segmentsOf(film, 2)[1] ?? film);
      refusesV2(await finalize(me, id), 400, /./, 'invalid-request');
      equal((await append(me, '12', 0, film)).status, 400);
    },
  },
  {
    name: 'v2.chunked.failed',
    says: 'ends in failed when the video is too short',
    async run({ me }) {
      const short = media('too-short-64x64-200ms.mp4');
      const id = await begin(me, short);
      await append(me, id, 0, short);
      isFinalized(await finalize(me, id));
      const ask = () => me.call({ path: `${UPLOAD}?media_id=${id}` });
      equal((await processed(ask, 'data')).states.at(-1), 'failed');
    },
  },
  {
    name: 'v2.chunked.too-large',
    says: 'answers an empty 413 to a segment of 5 MB',
    async run({ me }) {
      const id = await begin(me, film);
      const answer = await append(me, id, 0, Buffer.alloc(5 * 1024 * 1024));
      equal(answer.status, 413);
      hasNoBody(answer);
    },
  },
  {
    name: 'v2.metadata',
    says: 'takes alt text and tells it back',
    async run({ me }) {
      const json = { media: photo.toString('base64'), media_category: CATEGORY };
      const id = idOf(succeeds(await me.call({ path: UPLOAD, json })), 'data', 'id');
      const metadata = { alt_text: { text: 'a photo' } };
      const answer = succeeds(await me.call({ path: '/2/media/metadata', json: { id, metadata } }));
      has(answer, ['data'], { id, associated_metadata: metadata });
      refusesV2(await me.call({ path: '/2/media/metadata', json: { metadata } }), 400, /id/, 'invalid-request');
    },
  },
  {
    name: 'v2.media.owners',
    says: 'lets additional owners attach it, given as a list or separated by commas',
    needs: ['second-account'],
    async run({ me, other, text }) {
      for (const additional_owners of [other().userId, `1,${other().userId}`]) {
        const json = { media: photo.toString('base64'), media_category: CATEGORY, additional_owners };
        const id = idOf(succeeds(await me.call({ path: UPLOAD, json })), 'data', 'id');
        await post(other(), { text: text(), media: { media_ids: [id] } });
      }
    },
  },
];
