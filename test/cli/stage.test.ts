import { describe, expect, it, vi } from 'vitest';

import { newPublication } from '../../functions/domain/new-publication.ts';
import { Deployment } from './deployment.ts';

const failed = {
  ...newPublication(
    {
      id: 'row1',
      source: 'webhook',
      label: 'cms',
      account: 'main',
      fingerprint: '00',
      state: 'REJECTED',
      dueAtEpochMs: null,
      post: { account: 'main', text: 'once more', media: [] },
    },
    Date.UTC(2026, 10, 22, 12),
  ),
  failure: { code: 'X_FORBIDDEN', message: 'no' },
};

describe('a command with --stage', () => {
  it('posts through the log and the queue of the deployment', async () => {
    const prod = await Deployment.open();
    const { code, out, err } = await prod.run('post', 'Hello from here', '--key', 'k');
    expect({ code, err }).toEqual({ code: 0, err: 'LIVE: posts of the deployment prod go out on X\n' });
    expect(prod.aws.messages).toEqual(['{"account":"main"}']);
    const [, id = ''] = /^accepted (\w+): queued/.exec(out) ?? [];
    expect(await prod.aws.log.publication(id)).toMatchObject({ post: { text: 'Hello from here' } });
    expect(await prod.json('posts')).toMatchObject({ posts: [{ id, state: 'queued' }] });
  });

  it('stages a picture in the work bucket', async () => {
    const prod = await Deployment.open({ accounts: { main: { altText: 'off' } } });
    const picture = new URL('../../local/demo/photos/pigeon.png', import.meta.url).pathname;
    expect(await prod.run('post', 'A pigeon', '--media', picture)).toMatchObject({ code: 0 });
    expect(prod.aws.server.calls.filter(({ method }) => method === 'PUT').map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/the-work\//),
    ]);
  });

  it('settles, sends again, cancels, pauses and resumes there', async () => {
    const prod = await Deployment.open();
    await prod.aws.log.transact([failed]);
    expect((await prod.run('redrive', 'row1')).out).toBe('queued again row1, try 2\n');
    expect((await prod.run('cancel', 'row1')).out).toContain('cancelled row1');
    expect((await prod.run('pause', 'main')).out).toContain('main is held');
    expect((await prod.run('resume', 'main')).out).toContain('main goes on');
    expect(await prod.aws.log.gate('main')).toMatchObject({ held: null });
    expect((await prod.run('settle', 'row1', '--not-posted')).err).toContain('nothing to settle');
  });

  it('is not LIVE where something takes the place of X', async () => {
    const trial = await Deployment.open(undefined, { XApiUrl: 'https://sandbox.example' });
    expect((await trial.run('posts')).err).toBe('');
  });

  it.each([
    { case: 'a stage that is not deployed', argv: ['--stage', 'tset'], message: 'no deployment tset in eu-central-1' },
    { case: 'the place', argv: ['--stage', 'tset'], message: 'npm run deploy -- -c stage=tset' },
    { case: 'a folder beside it', argv: ['--live'], message: '--stage names a deployment, and --live a folder' },
    { case: 'an empty region', argv: ['--region='], message: '--region must not be empty' },
  ])('refuses $case: $message', async ({ argv, message }) => {
    const prod = await Deployment.open();
    const { code, err } = await prod.run('posts', ...argv);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it.each([
    { case: 'no region', env: { AWS_REGION: '', AWS_DEFAULT_REGION: '' }, message: 'no region: say --region' },
    {
      case: 'no credentials',
      env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      message: 'there are no credentials\nSet AWS_PROFILE',
    },
  ])('says what to set where there is $case', async ({ env, message }) => {
    const prod = await Deployment.open();
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { code, err } = await prod.run('posts');
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it.each([
    { code: 'ExpiredToken', message: 'the login has expired' },
    { code: 'InvalidClientTokenId', message: 'the keys are not known' },
    { code: 'AccessDenied', message: 'cloudformation:DescribeStacks' },
  ])('says what to do about $code', async ({ code, message }) => {
    const prod = await Deployment.open();
    prod.aws.refusals.push(code);
    const { err } = await prod.run('posts');
    expect(err).toContain(message);
  });

  it('says that a deployment is not whole', async () => {
    const prod = await Deployment.open();
    prod.aws.stacks.set('pigeonpost-prod', { status: 'ROLLBACK_COMPLETE', outputs: [] });
    const { code, err } = await prod.run('posts');
    expect(code).toBe(1);
    expect(err).toContain('the deployment prod (ROLLBACK_COMPLETE) does not tell dropBucket');
  });

  it('takes the region that is given before all others', async () => {
    const prod = await Deployment.open();
    expect((await prod.run('posts', '--region', 'eu-west-3')).code).toBe(0);
    const asked = prod.aws.server.calls.find(({ body }) => body.includes('DescribeStacks'));
    expect(asked?.headers['authorization']).toContain('/eu-west-3/cloudformation/');
  });
});
