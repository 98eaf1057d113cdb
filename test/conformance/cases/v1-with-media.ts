import { deepEqual, equal, match } from 'node:assert/strict';

import type { Answer } from '../../sandbox/signed-request.ts';
import { has, headersStarting, readLimit, refusesV1, succeeds } from '../answers.ts';
import { WITH_MEDIA, drawing, film, gif, media, multipart, photo, tweet, updateWithMedia } from '../calls.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const RESERVED = 24;

function shows(answer: Answer, type: string): void {
  succeeds(answer);
  has(answer, ['entities', 'media', 0, 'type'], type);
  match(String(answer.at('text')), / https:\/\/t\.co\/\w{10}$/);
}

/** POST statuses/update_with_media. */
export const v1WithMediaCases: readonly ConformanceCase[] = [
  {
    name: 'v1.with-media.picture',
    says: 'posts a text with a picture and appends the media link',
    async run({ me, text }) {
      const status = text();
      const answer = succeeds(await updateWithMedia(me.call, { status }, drawing));
      const url = String(answer.at('entities', 'media', 0, 'url'));
      has(answer, ['text'], `${status} ${url}`);
      has(answer, ['entities', 'media', 0, 'indices'], [status.length + 1, status.length + 24]);
      has(answer, ['extended_entities', 'media'], answer.at('entities', 'media'));
      const fit = { w: 333, h: 175, resize: 'fit' };
      const thumb = { w: 150, h: 150, resize: 'crop' };
      has(answer, ['entities', 'media', 0, 'sizes'], { medium: fit, large: fit, small: fit, thumb });
      has(answer, ['possibly_sensitive'], false);
    },
  },
  {
    name: 'v1.with-media.large-picture',
    says: 'tells sizes scaled down to fit squares of 680, 1200 and 2048, never up',
    async run({ me, text }) {
      const answer = succeeds(await updateWithMedia(me.call, { status: text() }, photo));
      has(answer, ['entities', 'media', 0, 'sizes', 'small'], { w: 680, h: 272, resize: 'fit' });
      has(answer, ['entities', 'media', 0, 'sizes', 'large'], { w: 800, h: 320, resize: 'fit' });
    },
  },
  {
    name: 'v1.with-media.base64',
    says: 'takes a picture encoded as base64',
    async run({ me, text }) {
      shows(await updateWithMedia(me.call, { status: text() }, photo.toString('base64')), 'photo');
    },
  },
  {
    name: 'v1.with-media.gif',
    says: 'takes animated GIFs',
    async run({ me, text }) {
      const answer = await updateWithMedia(me.call, { status: text() }, gif);
      succeeds(answer);
      has(answer, ['extended_entities', 'media', 0, 'type'], 'animated_gif');
    },
  },
  {
    name: 'v1.with-media.order',
    says: 'takes the picture before the text',
    async run({ me, text }) {
      const status = text();
      shows(
        await me.call({ path: WITH_MEDIA, multipart: multipart(['media[]', drawing], ['status', status]) }),
        'photo',
      );
    },
  },
  {
    name: 'v1.with-media.query',
    says: 'takes the status from a signed query',
    async run({ me, text }) {
      const path = `${WITH_MEDIA}?status=${encodeURIComponent(text())}`;
      shows(await me.call({ path, multipart: multipart(['media[]', drawing]) }), 'photo');
    },
  },
  {
    name: 'v1.with-media.limit-headers',
    says: 'tells the media limit on successes and errors alike, and has no x-rate-limit headers',
    async run({ me, text }) {
      const status = text();
      const taken = succeeds(await updateWithMedia(me.call, { status }, drawing));
      const refused = await updateWithMedia(me.call, { status }, drawing);
      equal(refused.status, 403);
      deepEqual(readLimit(refused, 'x-mediaratelimit').remaining, readLimit(taken, 'x-mediaratelimit').remaining);
      for (const answer of [taken, refused]) deepEqual(headersStarting(answer, 'x-rate-limit'), []);
    },
  },
  {
    name: 'v1.with-media.no-picture',
    says: 'refuses a request without a picture with 403',
    async run({ me, text }) {
      equal((await updateWithMedia(me.call, { status: text() })).status, 403);
      equal((await updateWithMedia(me.call, { status: text() }, Buffer.from('no picture'))).status, 403);
      equal((await me.call({ path: WITH_MEDIA, form: { status: text() } })).status, 403);
    },
  },
  {
    name: 'v1.with-media.film',
    says: 'refuses video and WEBP with 403',
    async run({ me, text }) {
      equal((await updateWithMedia(me.call, { status: text() }, film)).status, 403);
      equal((await updateWithMedia(me.call, { status: text() }, media('photo-320x200.webp'))).status, 403);
    },
  },
  {
    name: 'v1.with-media.two',
    says: 'refuses more pictures than max_media_per_upload with 403',
    async run({ me, text }) {
      const told = await me.call({ path: '/1.1/help/configuration.json' });
      const most = Number(told.at('max_media_per_upload') ?? 1);
      const pictures = Array.from({ length: most + 1 }, () => drawing);
      equal((await updateWithMedia(me.call, { status: text() }, ...pictures)).status, 403);
    },
  },
  {
    name: 'v1.with-media.reserved-length',
    says: 'takes the reserved characters from the text: 256 fit, 257 get 403/186',
    async run({ me, text }) {
      const start = text();
      const room = 280 - RESERVED - start.length;
      succeeds(await updateWithMedia(me.call, { status: `${start}${'x'.repeat(room)}` }, drawing));
      refusesV1(await updateWithMedia(me.call, { status: `${start}${'x'.repeat(room + 1)}` }, drawing), 403, 186);
    },
  },
  {
    name: 'v1.with-media.duplicate',
    says: 'shares the duplicate check with statuses/update, pictures aside',
    async run({ me, text }) {
      const status = text();
      await tweet(me.call, status);
      refusesV1(await updateWithMedia(me.call, { status }, drawing), 403, 187);
    },
  },
  {
    name: 'v1.with-media.no-status',
    says: 'refuses a request without a status with 403/170',
    async run({ me }) {
      refusesV1(await updateWithMedia(me.call, {}, drawing), 403, 170);
    },
  },
  {
    name: 'v1.with-media.limit-of-the-day',
    says: 'answers 403/191 over the daily media limit, headers included, and begins anew a day later',
    needs: ['control'],
    async run({ target, text }) {
      const { call, screenName } = (await target.control?.account({})) ?? target.me;
      await target.control?.set({ limits: { mediaPerDay: 1 } });
      succeeds(await updateWithMedia(call, { status: text() }, drawing));
      const over = await updateWithMedia(call, { status: text() }, drawing);
      refusesV1(over, 403, 191, `User ${screenName} is over daily photo limit`);
      equal(readLimit(over, 'x-mediaratelimit').remaining, 0);
      await target.control?.set({ clock: { shiftSeconds: 24 * 60 * 60 + 1 } });
      succeeds(await updateWithMedia(call, { status: text() }, drawing));
    },
  },
  {
    name: 'v1.with-media.statuses-of-the-day',
    says: 'answers 403/185 over the daily limit of statuses',
    needs: ['control'],
    async run({ target, text }) {
      const { call } = (await target.control?.account({})) ?? target.me;
      await target.control?.set({ limits: { statusesPerDay: 1 } });
      await tweet(call, text());
      refusesV1(await updateWithMedia(call, { status: text() }, drawing), 403, 185);
    },
  },
  {
    name: 'v1.with-media.size-limit',
    says: 'refuses a picture over photo_size_limit',
    needs: ['control'],
    async run({ target, me, text }) {
      await target.control?.set({ configuration: { photoSizeLimitBytes: drawing.length - 1 } });
      refusesV1(await updateWithMedia(me.call, { status: text() }, drawing), 403, 193);
      await target.control?.set({ configuration: { photoSizeLimitBytes: drawing.length } });
      succeeds(await updateWithMedia(me.call, { status: text() }, drawing));
    },
  },
];
