import { describe, expect, it } from 'vitest';

import { createWebhookBench } from '../../fakes/webhook-bench.ts';

describe('findWebhook', () => {
  it.each([
    { case: 'an unknown name', path: '/webhooks/other' },
    { case: 'a property of every object', path: '/webhooks/constructor' },
    { case: 'a prototype', path: '/webhooks/__proto__' },
    { case: 'no name', path: '/webhooks/' },
    { case: 'capitals', path: '/webhooks/CMS' },
    { case: 'a slash behind', path: '/webhooks/cms/' },
    { case: 'an escaped letter', path: '/webhooks/cm%73' },
    { case: 'a climbing path', path: '/webhooks/../webhooks/cms' },
    { case: 'more before it', path: '/a/webhooks/cms' },
    { case: 'a double slash', path: '//webhooks/cms' },
    { case: 'a line break behind', path: '/webhooks/cms\n' },
    { case: 'the root', path: '/' },
  ])('answers 404 to $case and reads no secret', async ({ path }) => {
    const bench = createWebhookBench();
    expect(await bench.call({ path })).toMatchObject({ statusCode: 404, document: { code: 'PATH_UNKNOWN' } });
    expect(bench.secrets.reads).toEqual([]);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'answers 405 to %s and says what is allowed',
    async (method) => {
      const answer = await createWebhookBench().call({ method });
      expect(answer).toMatchObject({ statusCode: 405, headers: { allow: 'POST' }, document: { code: 'METHOD' } });
    },
  );

  it('overlooks the name of a stage before the path', async () => {
    const answer = await createWebhookBench().call({ path: '/prod/webhooks/cms', stage: 'prod' });
    expect(answer.statusCode).toBe(202);
  });
});
