import { deepEqual, equal, match, ok } from 'node:assert/strict';

import { has, hasNoBody, headersStarting, idOf, readLimit, refusesMedia, refusesV1, succeeds } from '../answers.ts';
import {
  METADATA,
  UPLOAD,
  append,
  chunked,
  drawing,
  film,
  finalize,
  gif,
  init,
  media,
  photo,
  picture,
  processed,
  segmentsOf,
  status,
  tweet,
  update,
  uploadSimply,
} from '../calls.ts';
import type { ConformanceCase } from '../conformance-case.ts';

/** POST media/upload in one call, and what is done with the ids. */
export const v1MediaCases: readonly ConformanceCase[] = [
  {
    name: 'v1.media.raw',
    says: 'takes a raw picture and tells its type and size',
    async run({ me }) {
      const answer = succeeds(await uploadSimply(me.call, ['media', photo]));
      const id = idOf(answer, 'media_id_string');
      ok(answer.text.includes(`"media_id":${id}`), `no exact id in ${answer.text}`);
      has(answer, ['size'], photo.length);
      has(answer, ['expires_after_secs'], 86_400);
      has(answer, ['image'], { image_type: 'image/jpeg', w: 800, h: 320 });
      has(answer, ['media_key'], undefined);
    },
  },
  {
    name: 'v1.media.base64',
    says: 'takes media_data in multipart and in an urlencoded form',
    async run({ me }) {
      const base64 = drawing.toString('base64');
      has(succeeds(await uploadSimply(me.call, ['media_data', base64])), ['size'], drawing.length);
      const form = { media_data: base64 };
      has(succeeds(await me.call({ path: UPLOAD, form })), ['size'], drawing.length);
    },
  },
  {
    name: 'v1.media.key',
    says: 'gives a media_key where a category was named',
    async run({ me }) {
      const answer = succeeds(await uploadSimply(me.call, ['media', photo], ['media_category', 'tweet_image']));
      has(answer, ['media_key'], `3_${idOf(answer, 'media_id_string')}`);
    },
  },
  {
    name: 'v1.media.refused.neither',
    says: 'refuses a call with neither media nor media_data with 400/38',
    async run({ me }) {
      refusesV1(await uploadSimply(me.call, ['media_category', 'tweet_image']), 400, 38);
    },
  },
  {
    name: 'v1.media.refused.both',
    says: 'refuses media and media_data together with 400',
    async run({ me }) {
      const both = await uploadSimply(me.call, ['media', photo], ['media_data', photo.toString('base64')]);
      equal(both.status, 400);
    },
  },
  {
    name: 'v1.media.refused.category',
    says: 'refuses an unknown category, and those that need the chunked upload, with 400',
    async run({ me }) {
      for (const category of ['tweet_sound', 'tweet_video', 'amplify_video', 'tweet_gif']) {
        const answer = await uploadSimply(me.call, ['media', gif], ['media_category', category]);
        equal(answer.status, 400, `${category} got ${answer.status}`);
      }
    },
  },
  {
    name: 'v1.media.refused.no-media',
    says: 'refuses bytes that are no media in the shape of request and error',
    async run({ me }) {
      refusesMedia(await uploadSimply(me.call, ['media', Buffer.from('no media at all')]), UPLOAD, /unrecognized/);
      equal((await uploadSimply(me.call, ['media', film])).status, 400);
    },
  },
  {
    name: 'v1.media.refused.too-large',
    says: 'refuses a picture over 5 MiB',
    async run({ me }) {
      const large = Buffer.concat([photo, Buffer.alloc(5 * 1024 * 1024)]);
      const { status: code } = await uploadSimply(me.call, ['media', large]);
      ok([400, 413].includes(code), `got ${code}`);
    },
  },
  {
    name: 'v1.media.rate-headers',
    says: 'tells its rate limit, one less each time',
    async run({ me }) {
      const [first, second] = [
        await uploadSimply(me.call, ['media', drawing]),
        await uploadSimply(me.call, ['media', drawing]),
      ];
      equal(readLimit(second, 'x-rate-limit').remaining, readLimit(first, 'x-rate-limit').remaining - 1);
      deepEqual(headersStarting(first, 'x-mediaratelimit'), []);
    },
  },
  {
    name: 'v1.media.four-photos',
    says: 'puts four photos on a Tweet, the first in entities and all in extended_entities',
    async run({ me, text }) {
      const ids: string[] = [];
      for (let count = 0; count < 4; count += 1) ids.push(await picture(me.call));
      const answer = succeeds(await update(me.call, { status: text(), media_ids: ids.join(',') }));
      const shown = answer.at('extended_entities', 'media') as { id_str: string }[];
      deepEqual(
        shown.map(({ id_str }) => id_str),
        ids,
      );
      has(answer, ['entities', 'media'], shown.slice(0, 1));
    },
  },
  {
    name: 'v1.media.five-photos',
    says: 'refuses five photos with 400/324',
    async run({ me, text }) {
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) ids.push(await picture(me.call));
      refusesV1(await update(me.call, { status: text(), media_ids: ids.join(',') }), 400, 324);
    },
  },
  {
    name: 'v1.media.gif',
    says: 'puts one animated GIF on a Tweet, and refuses it beside a photo with 400/323',
    async run({ me, text }) {
      const id = await picture(me.call, gif);
      const answer = succeeds(await update(me.call, { status: text(), media_ids: id }));
      has(answer, ['extended_entities', 'media', 0, 'type'], 'animated_gif');
      has(answer, ['extended_entities', 'media', 0, 'video_info', 'variants', 0, 'content_type'], 'video/mp4');
      const two = `${await picture(me.call, gif)},${await picture(me.call)}`;
      refusesV1(await update(me.call, { status: text(), media_ids: two }), 400, 323);
    },
  },
  {
    name: 'v1.media.ids',
    says: 'refuses what is no list of ids with 400/44, and unknown ids with 400/325',
    async run({ me, text }) {
      refusesV1(await update(me.call, { status: text(), media_ids: '12,x' }), 400, 44);
      refusesV1(await update(me.call, { status: text(), media_ids: '12' }), 400, 325);
    },
  },
  {
    name: 'v1.media.foreign',
    says: 'refuses the media of another account with 400/324',
    needs: ['second-account'],
    async run({ me, other, text }) {
      const id = await picture(me.call);
      refusesV1(await update(other().call, { status: text(), media_ids: id }), 400, 324);
    },
  },
  {
    name: 'v1.media.owners',
    says: 'lets additional owners attach it, and takes at most 100 of them',
    needs: ['second-account'],
    async run({ me, other, text }) {
      const id = await picture(me.call, drawing, ['additional_owners', `1,${other().userId}`]);
      succeeds(await update(other().call, { status: text(), media_ids: id }));
      const many = Array.from({ length: 101 }, (_unused, at) => String(at + 1)).join(',');
      equal((await uploadSimply(me.call, ['media', drawing], ['additional_owners', many])).status, 400);
    },
  },
  {
    name: 'v1.media.expiry',
    says: 'refuses an id after expires_after_secs: 400/324 on a Tweet, 400 elsewhere',
    needs: ['control'],
    async run({ target, me, text }) {
      const answer = succeeds(await uploadSimply(me.call, ['media', photo]));
      const id = idOf(answer, 'media_id_string');
      await target.control?.set({ clock: { shiftSeconds: Number(answer.at('expires_after_secs')) + 1 } });
      refusesV1(await update(me.call, { status: text(), media_ids: id }), 400, 324);
      const json = { media_id: id, alt_text: { text: 'late' } };
      equal((await me.call({ path: METADATA, json })).status, 400);
      equal((await status(me.call, id)).status, 400);
    },
  },
  {
    name: 'v1.media.alt-text',
    says: 'takes alt text with an empty answer, and shows it with include_ext_alt_text',
    async run({ me, text }) {
      const id = await picture(me.call);
      const described = await me.call({ path: METADATA, json: { media_id: id, alt_text: { text: 'a drawing ☃' } } });
      succeeds(described);
      hasNoBody(described);
      const form = { status: text(), media_ids: id, include_ext_alt_text: 'true' };
      has(succeeds(await update(me.call, form)), ['extended_entities', 'media', 0, 'ext_alt_text'], 'a drawing ☃');
    },
  },
  {
    name: 'v1.media.alt-text.length',
    says: 'takes 1000 characters of alt text and refuses more with 400',
    async run({ me }) {
      const describe = async (length: number) => {
        const json = { media_id: await picture(me.call), alt_text: { text: '🐦'.repeat(length) } };
        return (await me.call({ path: METADATA, json })).status;
      };
      deepEqual([await describe(1000), await describe(1001)], [200, 400]);
    },
  },
];

/** POST media/upload in segments. */
export const v1ChunkedCases: readonly ConformanceCase[] = [
  {
    name: 'v1.chunked.video',
    says: 'answers INIT 202, APPEND 204 without a body, FINALIZE 201, and the video can be posted once processed',
    async run({ me, text }) {
      const begun = await me.call({
        path: UPLOAD,
        form: {
          command: 'INIT',
          total_bytes: String(film.length),
          media_type: 'video/mp4',
          media_category: 'tweet_video',
        },
      });
      const id = idOf(succeeds(begun, 202), 'media_id_string');
      equal(begun.headers.get('x-mediaid'), id);
      const appended = succeeds(await append(me.call, id, 0, film), 204);
      hasNoBody(appended);
      const finalized = succeeds(await finalize(me.call, id), 201);
      has(finalized, ['size'], film.length);
      has(finalized, ['video', 'video_type'], 'video/mp4');
      match(String(finalized.at('processing_info', 'state')), /^(pending|in_progress)$/);
      const { states } = await processed(() => status(me.call, id));
      equal(states.at(-1), 'succeeded');
      const answer = succeeds(await update(me.call, { status: text(), media_ids: id }));
      has(answer, ['extended_entities', 'media', 0, 'type'], 'video');
    },
  },
  {
    name: 'v1.chunked.any-order',
    says: 'takes segments in any order',
    async run({ me }) {
      const id = await init(me.call, film.length, 'video/mp4');
      const segments = [...segmentsOf(film, 5).entries()].toReversed();
      for (const [index, bytes] of segments) succeeds(await append(me.call, id, index, bytes), 204);
      has(succeeds(await finalize(me.call, id), 201), ['size'], film.length);
    },
  },
  {
    name: 'v1.chunked.parallel',
    says: 'takes segments side by side',
    async run({ me }) {
      const id = await init(me.call, film.length, 'video/mp4');
      const all = segmentsOf(film, 8).map((bytes, index) => append(me.call, id, index, bytes));
      for (const answer of await Promise.all(all)) succeeds(answer, 204);
      has(succeeds(await finalize(me.call, id), 201), ['size'], film.length);
    },
  },
  {
    name: 'v1.chunked.picture',
    says: 'takes a picture in segments too, which is ready at once',
    async run({ me, text }) {
      const id = await chunked(me.call, photo, 'image/jpeg', { media_category: 'tweet_image' });
      await tweet(me.call, text(), { media_ids: id });
    },
  },
  {
    name: 'v1.chunked.gif',
    says: 'processes a GIF of category tweet_gif',
    async run({ me, text }) {
      const id = await chunked(me.call, gif, 'image/gif', { media_category: 'tweet_gif' });
      equal((await processed(() => status(me.call, id))).states.at(-1), 'succeeded');
      await tweet(me.call, text(), { media_ids: id });
    },
  },
  {
    name: 'v1.chunked.missing-segment',
    says: 'refuses FINALIZE while bytes are missing',
    async run({ me }) {
      const id = await init(me.call, film.length, 'video/mp4');
      const [first, , third] = segmentsOf(film, 3);
      await append(me.call, id, 0, first ?? film);
      await append(me.call, id, 2, third ?? film);
      refusesMedia(await finalize(me.call, id), UPLOAD, /do not add up/i);
    },
  },
  {
    name: 'v1.chunked.segment-index',
    says: 'refuses a segment_index beyond 999 and an unknown media_id with 400',
    async run({ me }) {
      const id = await init(me.call, film.length, 'video/mp4');
      refusesMedia(await append(me.call, id, 1000, film), UPLOAD, /between 0 and 999/);
      equal((await append(me.call, '12', 0, film)).status, 400);
    },
  },
  {
    name: 'v1.chunked.too-large',
    says: 'refuses an INIT of a picture over 5 MiB and of a GIF over 15 MiB with 400',
    async run({ me }) {
      const begin = (bytes: number, type: string, category: string) =>
        me.call({
          path: UPLOAD,
          form: { command: 'INIT', total_bytes: String(bytes), media_type: type, media_category: category },
        });
      refusesMedia(await begin(5_242_881, 'image/jpeg', 'tweet_image'), UPLOAD, /exceeds 5242880 bytes/);
      refusesMedia(await begin(15_728_641, 'image/gif', 'tweet_gif'), UPLOAD, /exceeds 15728640 bytes/);
    },
  },
  {
    name: 'v1.chunked.failed',
    says: 'ends in failed with an error object when the video is too short',
    async run({ me, text }) {
      const short = media('too-short-64x64-200ms.mp4');
      const id = await chunked(me.call, short, 'video/mp4', { media_category: 'tweet_video' });
      const { states, last } = await processed(() => status(me.call, id));
      equal(states.at(-1), 'failed');
      equal(typeof last.at('processing_info', 'error', 'code'), 'number');
      equal(typeof last.at('processing_info', 'error', 'message'), 'string');
      equal((await update(me.call, { status: text(), media_ids: id })).status, 400);
    },
  },
  {
    name: 'v1.chunked.status-by-post',
    says: 'answers code 38 to STATUS sent as POST',
    async run({ me }) {
      const id = await init(me.call, film.length, 'video/mp4');
      const answer = await me.call({ path: UPLOAD, form: { command: 'STATUS', media_id: id } });
      equal(answer.at('errors', 0, 'code'), 38);
    },
  },
];
