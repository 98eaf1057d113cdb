import { describe, expect, it } from 'vitest';

import type { Publication } from '../../functions/domain/publication.ts';
import { CommandLine } from './command-line.ts';

const attempts = [{ number: 1, intentAtEpochMs: 0, outcome: 'unknown' }] as const;
const unsettled = { state: 'NEEDS_HUMAN', attempts } as const satisfies Partial<Publication>;
const failure = { code: 'X_FORBIDDEN', message: 'no' };

async function stateOf(line: CommandLine, id: string): Promise<string | undefined> {
  return (await line.log.publication(id))?.state;
}

describe('settle', () => {
  it.each([
    { case: 'an id', posted: '1234567890123456789' },
    { case: 'the address that X shows', posted: 'https://x.com/somebody/status/1234567890123456789?s=20' },
  ])('records a post by $case', async ({ posted }) => {
    const line = new CommandLine();
    await line.add(unsettled);
    const { code, out, err } = await line.run('settle', 'row1', '--posted', posted);
    expect({ code, out, err }).toEqual({ code: 0, out: 'row1 is posted now\n', err: '' });
    expect(await line.log.publication('row1')).toMatchObject({ result: { postId: '1234567890123456789' } });
  });

  it('ends what is not on X, or sends it again', async () => {
    const line = new CommandLine();
    await line.add(unsettled);
    await line.add(unsettled);
    expect((await line.run('settle', 'row1', '--not-posted')).out).toBe('row1 is failed now\n');
    const again = await line.run('settle', 'row2', '--not-posted', '--send-again');
    expect(again).toMatchObject({ code: 0, out: 'row2 is queued now\n' });
    expect(again.err).toContain('no engine runs');
    expect(await stateOf(line, 'row2')).toBe('MEDIA_READY');
  });

  it.each([
    { case: 'no verdict', argv: ['row1'], message: 'say either --posted POSTID or --not-posted' },
    { case: 'two verdicts', argv: ['row1', '--posted', '7', '--not-posted'], message: 'say either' },
    { case: 'sending again what is posted', argv: ['row1', '--posted', '7', '--send-again'], message: '--send-again' },
    { case: 'what is no id', argv: ['row1', '--posted', 'x'], message: '1 to 19 digits' },
    { case: 'no post', argv: ['--not-posted'], message: 'name one post, got 0' },
    { case: 'a post that is not there', argv: ['none', '--not-posted'], message: 'there is no post none in the log' },
  ])('refuses $case', async ({ argv, message }) => {
    const line = new CommandLine();
    await line.add(unsettled);
    const { code, err } = await line.run('settle', ...argv);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(await stateOf(line, 'row1')).toBe('NEEDS_HUMAN');
  });

  it('refuses what is settled already, with what could be done', async () => {
    const line = new CommandLine();
    await line.add({ state: 'POSTED' });
    const { code, err } = await line.run('settle', 'row1', '--not-posted');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'pigeonpost: the post row1 is posted: nothing to settle\nOnly what is unknown or needs a person can be settled by hand.\n',
    });
  });
});

describe('redrive', () => {
  it('queues one post again', async () => {
    const line = new CommandLine();
    await line.add({ state: 'REJECTED', failure });
    expect((await line.run('redrive', 'row1')).out).toBe('queued again row1, try 2\n');
    expect(await line.log.publication('row1')).toMatchObject({ state: 'RECEIVED', generation: 2, failure: null });
  });

  it('queues all again that fit, and tells what it left', async () => {
    const line = new CommandLine({ accounts: { main: {}, shop: {} } });
    await line.add({ state: 'REJECTED', failure });
    await line.add({ state: 'EXPIRED', failure });
    await line.add({ state: 'REJECTED', failure, account: 'shop' });
    await line.add({ state: 'REJECTED', failure, post: null });
    await line.add({ state: 'POSTED' });
    expect(await line.json('redrive', '--all', '--account', 'main', '--state', 'failed')).toMatchObject({
      ids: ['row1'],
      refused: [{ id: 'row4' }],
    });
    const { out } = await line.run('redrive', '--all');
    expect(out).toContain('queued again 2\nleft row4: ');
    expect(await stateOf(line, 'row5')).toBe('POSTED');
  });

  it.each([
    { case: 'nothing named', argv: [], message: 'name one post, or --all, got 0' },
    { case: 'one and all', argv: ['row1', '--all'], message: 'not both' },
    { case: 'another state', argv: ['--all', '--state', 'posted'], message: '--state must be failed or expired' },
    { case: 'an account without --all', argv: ['row1', '--account', 'main'], message: 'go with --all' },
    { case: 'an account that there is not', argv: ['--all', '--account', 'mian'], message: 'no account mian' },
    { case: 'what has not failed', argv: ['row1'], message: 'nothing to send again' },
  ])('refuses $case', async ({ argv, message }) => {
    const line = new CommandLine();
    await line.add();
    const { code, err } = await line.run('redrive', ...argv);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });
});

describe('cancel', () => {
  it('ends what waits', async () => {
    const line = new CommandLine();
    await line.add();
    const { code, out } = await line.run('cancel', 'row1');
    expect({ code, out }).toEqual({ code: 0, out: 'cancelled row1: it will not be posted\n' });
    expect(await stateOf(line, 'row1')).toBe('CANCELLED');
  });

  it('refuses what is out, or may be', async () => {
    const line = new CommandLine();
    await line.add({ state: 'POSTING' });
    const { code, err } = await line.run('cancel', 'row1');
    expect(code).toBe(1);
    expect(err).toContain('too late to cancel it');
  });
});

describe('pause and resume', () => {
  it('hold an account and let it go on', async () => {
    const line = new CommandLine();
    expect((await line.run('pause', 'main', '--why', 'spring cleaning')).out).toBe(
      'main is held (operator): spring cleaning\n',
    );
    expect(await line.log.gate('main')).toMatchObject({ held: { reason: 'operator', message: 'spring cleaning' } });
    expect((await line.run('resume', 'main')).out).toBe('main goes on; it was held (operator)\n');
    expect(await line.log.gate('main')).toMatchObject({ held: null });
    expect((await line.run('resume', 'main')).out).toBe('main was not held\n');
  });

  it('leave the reason of a hold that was there before', async () => {
    const line = new CommandLine();
    await line.hold('main', { reason: 'credits', message: 'X wants money', sinceEpochMs: 0 });
    expect((await line.run('pause', 'main')).out).toBe('main is held (credits): X wants money\n');
    expect(await line.json('resume', 'main')).toMatchObject({ account: 'main', wasHeld: { reason: 'credits' } });
  });

  it.each(['pause', 'resume'])('%s refuses an account that the config does not have', async (command) => {
    const { code, err } = await new CommandLine().run(command, 'mian');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'pigeonpost: there is no account mian in the config; it has main\n',
    });
  });
});
