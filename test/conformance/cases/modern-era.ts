import { equal } from 'node:assert/strict';

import { refusesV1, refusesV2, succeeds } from '../answers.ts';
import { METADATA, UPLOAD, drawing, tweet, update, updateWithMedia, uploadSimply } from '../calls.ts';
import type { ConformanceCase, Scene } from '../conformance-case.ts';
import { create, post } from './v2-posts.ts';

async function modern({ target }: Scene, creditsUsd: number | null = null): Promise<void> {
  await target.control?.set({ era: 'modern', creditsUsd });
}

async function credits({ target }: Scene): Promise<number> {
  const response = await fetch(`${target.url}/_sandbox/settings`);
  return ((await response.json()) as { creditsUsd: number }).creditsUsd;
}

/** What self-serve callers meet in 2026. */
export const modernEraCases: readonly ConformanceCase[] = [
  {
    name: 'modern.v1',
    says: 'answers 403/453 to posting and uploading on v1.1, and 410/251 to help/configuration',
    needs: ['control'],
    async run(scene) {
      const { me, text } = scene;
      const id = await tweet(me.call, text());
      await modern(scene);
      refusesV1(await update(me.call, { status: text() }), 403, 453);
      refusesV1(await updateWithMedia(me.call, { status: text() }, drawing), 403, 453);
      refusesV1(await me.call({ method: 'POST', path: `/1.1/statuses/destroy/${id}.json` }), 403, 453);
      refusesV1(await uploadSimply(me.call, ['media', drawing]), 403, 453);
      refusesV1(await me.call({ path: `${UPLOAD}?command=STATUS&media_id=1` }), 403, 453);
      refusesV1(await me.call({ path: METADATA, json: { media_id: '1', alt_text: { text: 'a' } } }), 403, 453);
      refusesV1(await me.call({ path: '/1.1/help/configuration.json' }), 410, 251);
      succeeds(await me.call({ path: '/1.1/account/verify_credentials.json' }));
    },
  },
  {
    name: 'modern.prices',
    says: 'takes the price of each call: a post, a post with a link, a deletion, alt text',
    needs: ['control'],
    async run(scene) {
      const { me, text } = scene;
      await modern(scene, 1);
      const id = await post(me, { text: text() });
      equal(await credits(scene), 0.985);
      await post(me, { text: `${text()} https://example.com/` });
      equal(await credits(scene), 0.785);
      succeeds(await me.call({ method: 'DELETE', path: `/2/tweets/${id}` }));
      equal(await credits(scene), 0.775);
    },
  },
  {
    name: 'modern.credits-depleted',
    says: 'answers 402 once the credits do not cover the price, and posts nothing',
    needs: ['control'],
    async run(scene) {
      const { me, text } = scene;
      await modern(scene, 0.02);
      await post(me, { text: text() });
      const refused = await create(me, { text: text() });
      refusesV2(refused, 402, /credits depleted/, 'credits-depleted');
      equal(await credits(scene), 0.005);
    },
  },
  {
    name: 'modern.replies',
    says: 'answers 403 to a reply to somebody who did not mention the caller, and takes one to somebody who did',
    needs: ['control', 'second-account'],
    async run(scene) {
      const { me, other, text } = scene;
      await modern(scene);
      const silent = await post(other(), { text: text() });
      const answer = await create(me, { text: text(), reply: { in_reply_to_tweet_id: silent } });
      refusesV2(answer, 403, /not been mentioned/);
      const calling = await post(other(), { text: `@${me.screenName} ${text()}` });
      await post(me, { text: text(), reply: { in_reply_to_tweet_id: calling } });
    },
  },
  {
    name: 'modern.cashtags',
    says: 'answers 403 to two cashtags and to a quote',
    needs: ['control'],
    async run(scene) {
      const { me, text } = scene;
      await modern(scene);
      const id = await post(me, { text: `${text()} $AAPL` });
      refusesV2(await create(me, { text: `${text()} $AAPL $MSFT` }), 403, /maximum of one cashtag/);
      equal((await create(me, { text: text(), quote_tweet_id: id })).status, 403);
    },
  },
];
