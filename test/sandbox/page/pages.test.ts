import { readFileSync } from 'node:fs';

import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';

import { startSandbox } from '../../../sandbox/server.ts';
import { callerFor, type Caller } from '../signed-request.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/media/${name}`, import.meta.url));

async function open() {
  const sandbox = await startSandbox();
  onTestFinished(async () => sandbox.close());
  const [first, second] = sandbox.accounts.map((account) => callerFor(sandbox.url, account)) as [Caller, Caller];
  const text = async (path: string) =>
    (await fetch(`${sandbox.url}${path}`, { signal: AbortSignal.timeout(9000) })).text();
  return { sandbox, first, second, text };
}

async function upload(caller: Caller, file: string): Promise<string> {
  const multipart = new FormData();
  multipart.set('media', new Blob([fixture(file)]), file);
  return String((await caller({ path: '/1.1/media/upload.json', multipart })).at('media_id_string'));
}

async function post(caller: Caller, form: Readonly<Record<string, string>>): Promise<string> {
  return String((await caller({ path: '/1.1/statuses/update.json', form })).at('id_str'));
}

describe('the timeline page', () => {
  it('shows posts newest first, with their pictures, alt texts and permalinks', async () => {
    const { first, text } = await open();
    const mediaId = await upload(first, 'photo-800x320.jpg');
    await first({
      path: '/1.1/media/metadata/create.json',
      json: { media_id: mediaId, alt_text: { text: 'A "sun"' } },
    });
    const older = await post(first, {
      status: 'Older, see https://example.com/a/rather/long/address',
      media_ids: mediaId,
    });
    await post(first, { status: 'Newer' });

    const body = await text('/');

    expect(body.indexOf('Newer')).toBeLessThan(body.indexOf('Older'));
    expect(body).toContain('>example.com/a/rather/long/…</a>');
    expect(body).toContain('href="https://example.com/a/rather/long/address"');
    expect(body).toContain(`src="/_sandbox/media/${mediaId}"`);
    expect(body).toContain('A &quot;sun&quot;');
    expect(body).toContain(`href="/pigeonpost/status/${older}"`);
    expect(body).not.toContain('t.co/');
  });

  it('says that it is a sandbox and that nothing reaches X', async () => {
    const { text } = await open();

    const body = await text('/');

    expect(body).toContain('<strong>SANDBOX</strong>');
    expect(body).toContain('Nothing here reaches X');
  });

  it('keeps sensitive media shut', async () => {
    const { first, text } = await open();
    const mediaId = await upload(first, 'photo-800x320.jpg');
    await post(first, { status: 'look away', media_ids: mediaId, possibly_sensitive: 'true' });

    expect(await text('/')).toMatch(
      /<details class="sensitive">[^]*Sensitive content[^]*_sandbox\/media[^]*<\/details>/,
    );
  });

  it('lets text be nothing but text', async () => {
    const { first, text } = await open();
    await post(first, { status: '<script>alert(1)</script> "><img src=x onerror=alert(1)>' });

    const body = await text('/');

    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;&gt;&lt;img');
    expect(body).not.toContain('<script>alert');
  });

  it('shows one account when asked', async () => {
    const { first, second, text } = await open();
    await post(first, { status: 'from the first' });
    await post(second, { status: 'from the second' });

    const body = await text('/?account=carrierpigeon');

    expect(body).toContain('from the second');
    expect(body).not.toContain('from the first');
  });

  it('leafs to older posts', async () => {
    const { first, text } = await open();
    for (let number = 1; number <= 41; number += 1) await post(first, { status: `post ${number}.` });

    const body = await text('/');
    const [, older = ''] = /href="([^"]*)">Older/.exec(body) ?? [];

    expect(body).not.toContain('post 1.');
    expect(await text(older)).toContain('post 1.');
  });

  it('stands still where a GIF would move, until it is asked', async () => {
    const { sandbox, first, text } = await open();
    const mediaId = await upload(first, 'animated-64x48-6-frames.gif');
    await post(first, { status: 'wave', media_ids: mediaId });

    const still = await fetch(`${sandbox.url}/_sandbox/page/still/${mediaId}`, { signal: AbortSignal.timeout(9000) });

    expect(await text('/')).toMatch(new RegExp(`<details class="gif">[^]*page/still/${mediaId}`));
    expect(still.headers.get('content-type')).toBe('image/gif');
    expect((await still.arrayBuffer()).byteLength).toBeLessThan(fixture('animated-64x48-6-frames.gif').length);
  });
});

describe('the page of one post', () => {
  it('shows the post with what it answers and what answers it', async () => {
    const { first, second, text } = await open();
    const question = await post(first, { status: 'Which hill?' });
    const answer = await post(second, { status: '@pigeonpost The far one.', in_reply_to_status_id: question });

    const [ofQuestion, ofAnswer] = [await text(`/pigeonpost/status/${question}`), await text(`/i/status/${answer}`)];

    expect(ofQuestion.indexOf('Which hill?')).toBeLessThan(ofQuestion.indexOf('The far one.'));
    expect(ofAnswer.indexOf('Which hill?')).toBeLessThan(ofAnswer.indexOf('The far one.'));
    expect(ofAnswer).toContain(`Replying to <a href="/pigeonpost/status/${question}">@pigeonpost</a>`);
  });

  it('is where the link at the end of a post with pictures leads', async () => {
    const { first, text } = await open();
    const id = await post(first, { status: 'x', media_ids: await upload(first, 'photo-800x320.jpg') });

    expect(await text(`/pigeonpost/status/${id}/photo/1`)).toContain('Post by');
  });

  it('answers 404 where there is none', async () => {
    const { sandbox } = await open();

    const answer = await fetch(`${sandbox.url}/pigeonpost/status/1`, { signal: AbortSignal.timeout(9000) });

    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('No such post');
  });
});

describe('the request log', () => {
  it('explains a signature that does not fit, and tells no secret', async () => {
    const { sandbox, text } = await open();
    const [account] = sandbox.accounts;
    const wrong = callerFor(sandbox.url, { ...account!, accessTokenSecret: 'wrong' });
    await wrong({ path: '/1.1/statuses/update.json', form: { status: 'Ladies + Gentlemen' } });

    const body = await text('/_sandbox/page/requests');

    expect(body).toContain('Base string expected');
    expect(body).toContain('status%3DLadies%2520%252B%2520Gentlemen');
    expect(body).toContain('status=Ladies%20%2B%20Gentlemen');
    for (const secret of [account!.consumerSecret, account!.accessTokenSecret]) expect(body).not.toContain(secret);
  });

  it('lists what was called, and only what was refused when asked', async () => {
    const { first, text } = await open();
    await post(first, { status: 'fine' });
    await first({ path: '/1.1/nothing.json' });

    const [all, refused] = [await text('/_sandbox/page/requests'), await text('/_sandbox/page/requests?show=refused')];

    expect(all).toContain('/1.1/statuses/update.json');
    expect(refused).not.toContain('/1.1/statuses/update.json');
    expect(refused).toContain('/1.1/nothing.json');
  });

  it('does not list the pages themselves', async () => {
    const { text } = await open();
    await text('/');

    expect(await text('/_sandbox/page/requests')).toContain('Nobody has called yet.');
  });
});

describe('every page of the sandbox', () => {
  it.each(['/', '/i/status/1', '/_sandbox/page/requests', '/?before=x', '/_sandbox/page/nothing.css'])(
    'runs and loads nothing but its own at %s',
    async (path) => {
      const { sandbox } = await open();

      const { headers } = await fetch(`${sandbox.url}${path}`, { signal: AbortSignal.timeout(9000) });

      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('strict-transport-security')).toBe('max-age=0');
    },
  );

  it.each(['/', '/i/status/1', '/_sandbox/page/requests', '/_sandbox/page/base.css'])(
    'is not given to a name that somebody pointed here: %s',
    async (path) => {
      const { sandbox } = await open();

      const { statusCode, body } = await request(`${sandbox.url}${path}`, { headers: { host: 'evil.example' } });

      expect(statusCode).toBe(403);
      await body.dump();
    },
  );

  it.each(['modern', 'classic'] as const)('is there in the %s era', async (era) => {
    const sandbox = await startSandbox({ era });
    onTestFinished(async () => sandbox.close());

    const answer = await fetch(sandbox.url, { signal: AbortSignal.timeout(9000) });

    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(`${era}:`)]);
  });
});
