import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../../functions/config/parse-config.ts';
import { ConfigError } from '../../../functions/domain/errors.ts';
import { dropWorld, photoNamed, type DropWorld } from '../../fakes/drop-world.ts';

const at = { account: 'main', settleSeconds: 0 };
const quietHours = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' };

async function goTo(world: DropWorld, moment: string): Promise<void> {
  world.advance(Date.parse(moment) - world.now());
  await world.publish();
}

const textsOf = (world: DropWorld) => world.x.posts.map(({ text }) => text);

async function putText(world: DropWorld, key: string): Promise<void> {
  await world.put(`${key}/post.md`, `---\nmedia: []\n---\n${key}`);
}

describe('a route with quiet hours', () => {
  it('keeps what falls into them until they end, and lets the others go by', async () => {
    const world = await dropWorld([
      { prefix: 'calm/', ...at, quietHours },
      { prefix: 'news/', ...at },
    ]);
    await goTo(world, '2027-01-10T23:00:00+01:00');
    for (const key of ['calm/1', 'news/1', 'calm/2']) await putText(world, key);
    await world.after(0);
    expect(textsOf(world)).toEqual(['news/1']);
    expect(world.rowOf('calm/1/post.md')).toMatchObject({
      state: 'DEFERRED',
      dueAtEpochMs: Date.parse('2027-01-11T07:00:00+01:00'),
      failure: { code: 'QUIET_HOURS', message: 'the route "calm/" is quiet from 22:00 to 07:00, Europe/Berlin' },
    });
    await goTo(world, '2027-01-11T06:59:59+01:00');
    expect(textsOf(world)).toEqual(['news/1']);
    await goTo(world, '2027-01-11T07:00:00+01:00');
    expect(textsOf(world)).toEqual(['news/1', 'calm/1', 'calm/2']);
  });

  it('keeps what is scheduled into them as well', async () => {
    const world = await dropWorld([{ prefix: 'calm/', ...at, quietHours }]);
    await goTo(world, '2027-01-10T12:00:00+01:00');
    await world.put('calm/1/post.yaml', 'text: late\nmedia: []\nscheduleAt: 2027-01-10T22:30:00+01:00');
    await world.after(0);
    await goTo(world, '2027-01-10T22:30:00+01:00');
    expect(world.rowOf('calm/1/post.yaml')?.failure?.code).toBe('QUIET_HOURS');
    await goTo(world, '2027-01-11T07:00:00+01:00');
    expect(textsOf(world)).toEqual(['late']);
  });

  it('ends a thread that has begun before them', async () => {
    const world = await dropWorld([{ prefix: 'calm/', ...at, quietHours, thread: true }]);
    await goTo(world, '2027-01-10T21:59:59+01:00');
    await world.put('calm/1/post.md', `---\nmedia: []\n---\n${'A sentence of some length. '.repeat(15)}`);
    await world.after(0);
    for (let looks = 0; looks < 3; looks += 1) await world.after(2);
    expect(world.x.posts).toHaveLength(2);
  });
});

describe('a route with a spacing of its own', () => {
  it('keeps its posts apart, in their order, and lets the others go by', async () => {
    const world = await dropWorld([
      { prefix: 'slow/', ...at, minimumSpacingSeconds: 600 },
      { prefix: 'news/', ...at },
    ]);
    for (const key of ['slow/1', 'slow/2', 'slow/3', 'news/1']) await putText(world, key);
    await world.after(0);
    expect(textsOf(world)).toEqual(['slow/1', 'news/1']);
    expect(world.rowOf('slow/2/post.md')).toMatchObject({ state: 'DEFERRED', failure: { code: 'ROUTE_PACE' } });
    await world.after(599);
    expect(world.x.posts).toHaveLength(2);
    await world.after(1);
    expect(textsOf(world)).toEqual(['slow/1', 'news/1', 'slow/2']);
    await world.after(600);
    expect(textsOf(world)).toEqual(['slow/1', 'news/1', 'slow/2', 'slow/3']);
  });

  it('remembers no route that has had its day', async () => {
    const world = await dropWorld([
      { prefix: 'slow/', ...at, minimumSpacingSeconds: 600 },
      { prefix: 'news/', ...at },
    ]);
    await putText(world, 'slow/1');
    await world.after(0);
    expect(Object.keys((await world.log.gate('main')).ledger.routes ?? {})).toEqual(['slow/']);
    await putText(world, 'news/1');
    await world.after(25 * 3_600);
    expect((await world.log.gate('main')).ledger.routes).toEqual({});
  });
});

describe('a schedule', () => {
  it.each([
    { case: 'of a file beside a picture', picture: ['main/a.jpg'], name: 'a.yaml', text: 'text: a' },
    { case: 'of a manifest', picture: [], name: 'x/post.yaml', text: 'text: a\nmedia: []' },
  ])('$case is kept by its own zone', async ({ picture, name, text }) => {
    const world = await dropWorld([{ prefix: 'main/', ...at }]);
    await goTo(world, '2027-03-28T00:00:00+01:00');
    for (const key of picture) await world.put(key, photoNamed('a'));
    await world.put(`main/${name}`, `${text}\nscheduleAt: 2027-03-28T03:30:00+02:00`);
    await world.after(1);
    await goTo(world, '2027-03-28T01:29:59Z');
    expect(textsOf(world)).toEqual([]);
    await goTo(world, '2027-03-28T01:30:00Z');
    expect(textsOf(world)).toEqual(['a']);
  });
});

describe('the config of a pace', () => {
  it.each([
    { case: 'no time', change: { from: '24:00' }, path: 'drops[0].quietHours.from' },
    { case: 'no zone', change: { timeZone: 'Europe/Atlantis' }, path: 'drops[0].quietHours.timeZone' },
    { case: 'nothing between its ends', change: { to: '22:00' }, path: 'drops[0].quietHours.to' },
  ])('is refused with $case, by its path', ({ change, path }) => {
    const drops = [{ prefix: '', account: 'main', quietHours: { ...quietHours, ...change } }];
    const attempt = () => parseConfig({ accounts: { main: {} }, drops });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(path);
  });
});
