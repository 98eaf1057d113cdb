import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';

import { parseConfig } from '../../../functions/config/parse-config.ts';
import { gatherPost } from '../../../functions/drops/gather-post.ts';
import { createS3DropHandler } from '../../../functions/handlers/s3-drop.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import { readEvent, sqsEvent } from '../../fixtures/events/read-event.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));

let world: PublishingWorld;
let drop: object;

beforeEach(async () => {
  world = await publishingWorld();
  drop = {};
});

const config = () =>
  parseConfig({ accounts: { main: {} }, drops: [{ prefix: 'main/', account: 'main', settleSeconds: 10, ...drop }] });

/** Puts an object, and delivers S3's event of it. */
async function put(key: string, bytes: Uint8Array | string, metadata = {}): Promise<void> {
  const { eTag = '' } = world.media.put(key, Buffer.from(bytes), metadata);
  const event = readEvent('put')
    .replace('main/sunrise.jpg', key)
    .replace(/"eTag": "[^"]*"/, `"eTag": "${eTag}"`);
  const handler = createS3DropHandler({ ...world.ports, routes: config().drops });
  const answer = await handler(sqsEvent(event), { getRemainingTimeInMillis: () => 60_000 } as Context);
  expect(answer).toEqual({ batchItemFailures: [] });
}

/** Lets time pass, then works what is due. */
async function after(seconds: number): Promise<void> {
  world.advance(seconds * 1000);
  world.ports.gather = async (row) => gatherPost(row, { ...world.ports, config: config() });
  await world.publish();
}

const rowOf = (label: string) => world.log.rows.find((row) => row.label === label);

describe('a sidecar', () => {
  it.each([
    { case: 'before its picture', order: ['main/a.txt', 'main/a.jpg'] },
    { case: 'after its picture', order: ['main/a.jpg', 'main/a.txt'] },
  ])('that comes $case gives its text', async ({ order }) => {
    for (const key of order) await put(key, key.endsWith('.txt') ? 'hello' : photo);
    await after(10);
    expect(world.x.posts).toMatchObject([{ text: 'hello' }]);
    expect(rowOf('main/a.jpg')).toMatchObject({ state: 'POSTED' });
    expect(world.log.rows.filter(({ state }) => state === 'REJECTED')).toEqual([]);
  });

  it('gives alt text and any field of a post', async () => {
    await put('main/a.JPG', photo);
    await put('main/a.yaml', 'text: hello\naltText: a harbour\nsensitive: true\nreplyTo: "42"');
    await after(10);
    expect(rowOf('main/a.JPG')?.post).toMatchObject({
      text: 'hello',
      sensitive: true,
      replyTo: '42',
      media: [{ altText: 'a harbour' }],
    });
    expect(rowOf('main/a.JPG')?.warnings).toEqual([]);
  });

  it('moves the time at which its picture is gathered, and makes no row of its own', async () => {
    await put('main/a.jpg', photo);
    await after(9);
    await put('main/a.txt', 'hello');
    await after(9);
    expect(world.x.posts).toEqual([]);
    await after(1);
    expect(world.x.posts).toMatchObject([{ text: 'hello' }]);
    expect(world.log.rows).toHaveLength(1);
  });

  it('that comes when its picture is posted is reported, and changes nothing', async () => {
    await put('main/a.jpg', photo);
    await after(10);
    await put('main/a.txt', 'too late');
    await after(10);
    expect(world.x.posts).toHaveLength(1);
    expect(rowOf('main/a.txt')).toMatchObject({ state: 'IGNORED', failure: { code: 'SIDECAR_LATE' } });
    expect(world.journal.linesOf('sidecar-late')).toHaveLength(1);
  });

  it('that is corrected when its picture has failed is told to go with a redrive', async () => {
    await put('main/a.yaml', 'txet: hello');
    await put('main/a.jpg', photo);
    await after(10);
    await put('main/a.yaml', 'text: hello');
    await after(10);
    expect(rowOf('main/a.jpg')?.state).toBe('REJECTED');
    const late = world.log.rows.findLast(({ label }) => label === 'main/a.yaml')?.failure;
    expect(late).toMatchObject({ code: 'SIDECAR_LATE', message: 'main/a.yaml came after main/a.jpg had failed' });
    expect(late?.advice).toMatch(/^Redrive/);
  });

  it('whose event comes when its picture is posted with it is no late one', async () => {
    world.media.put('main/a.txt', Buffer.from('hello'));
    await put('main/a.jpg', photo);
    await after(10);
    expect(world.x.posts).toMatchObject([{ text: 'hello' }]);
    await put('main/a.txt', 'hello');
    await after(10);
    expect(world.log.rows).toHaveLength(1);
    expect(world.journal.linesOf('sidecar-late')).toEqual([]);
  });

  it('without a picture is reported, not failed', async () => {
    await put('main/a.txt', 'hello');
    await after(10);
    expect(rowOf('main/a.txt')).toMatchObject({ state: 'IGNORED', failure: { code: 'SIDECAR_ALONE' } });
    await put('main/a.jpg', photo);
    await after(10);
    expect(world.x.posts).toMatchObject([{ text: 'hello' }]);
  });

  it('that cannot be read fails its picture, which goes on once it is corrected', async () => {
    await put('main/a.jpg', photo);
    await put('main/a.yaml', 'txet: hello');
    await after(10);
    expect(rowOf('main/a.jpg')).toMatchObject({ state: 'REJECTED', failure: { code: 'SIDECAR_INVALID' } });
    expect(world.x.posts).toEqual([]);
  });

  it.each([
    { case: 'another account', text: 'account: other', code: 'SCHEMA' },
    { case: 'more text than X takes', text: `text: ${'long '.repeat(80)}`, code: 'TEXT_TOO_LONG' },
    { case: 'more bytes than are read', text: `text: ${'x'.repeat(70_000)}`, code: 'SIDECAR_INVALID' },
  ])('with $case fails its picture', async ({ text, code }) => {
    await put('main/a.jpg', photo);
    await put('main/a.yaml', text);
    await after(10);
    expect(rowOf('main/a.jpg')).toMatchObject({ state: 'REJECTED', failure: { code } });
  });

  it('beside another one fails their picture', async () => {
    await put('main/a.jpg', photo);
    await put('main/a.txt', 'one');
    await put('main/a.md', 'two');
    await after(10);
    expect(rowOf('main/a.jpg')).toMatchObject({ state: 'REJECTED', failure: { code: 'SIDECAR_SEVERAL' } });
  });

  it('is waited for where the route asks for it', async () => {
    drop = { sidecar: 'required', waitSeconds: 600 };
    await put('main/a.jpg', photo);
    await after(300);
    expect(rowOf('main/a.jpg')).toMatchObject({ state: 'GATHERING' });
    await put('main/a.txt', 'at last');
    await after(10);
    expect(world.x.posts).toMatchObject([{ text: 'at last' }]);
  });

  it('that never comes fails its picture after the time of the route', async () => {
    drop = { sidecar: 'required', waitSeconds: 600 };
    await put('main/a.jpg', photo);
    await after(10);
    expect(rowOf('main/a.jpg')).toMatchObject({ state: 'GATHERING' });
    await after(590);
    expect(rowOf('main/a.jpg')).toMatchObject({ state: 'REJECTED', failure: { code: 'SIDECAR_MISSING' } });
  });
});

describe('a picture without a sidecar', () => {
  it('takes its metadata, where a sidecar says nothing of the kind', async () => {
    const metadata = { caption: '=?UTF-8?Q?gr=C3=BC=C3=9Fe?=', alt: 'a harbour' };
    await put('main/a.jpg', photo, metadata);
    await put('main/b.jpg', photo, metadata);
    await put('main/b.txt', 'from the sidecar');
    await after(10);
    const about = (label: string) => [rowOf(label)?.post?.text, rowOf(label)?.post?.media[0]?.altText];
    expect(about('main/a.jpg')).toEqual(['grüße', 'a harbour']);
    expect(about('main/b.jpg')).toEqual(['from the sidecar', 'a harbour']);
  });

  it('is refused for metadata that are none of their field', async () => {
    await put('main/a.jpg', photo, { sensitive: 'perhaps' });
    await after(10);
    expect(rowOf('main/a.jpg')).toMatchObject({ state: 'REJECTED', failure: { code: 'METADATA_INVALID' } });
  });

  it('is posted without text, with a warning', async () => {
    await put('main/a.jpg', photo);
    await after(10);
    expect(world.x.posts).toMatchObject([{ text: '' }]);
    expect(rowOf('main/a.jpg')?.warnings).toContain('text is missing');
  });
});
