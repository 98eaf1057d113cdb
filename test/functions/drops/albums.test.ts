import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';

import { parseConfig } from '../../../functions/config/parse-config.ts';
import { evidenceKeptUntil } from '../../../functions/domain/keep-evidence.ts';
import { markId } from '../../../functions/drops/album-mark.ts';
import { gatherPost } from '../../../functions/drops/gather-post.ts';
import { createS3DropHandler } from '../../../functions/handlers/s3-drop.ts';
import { publishingWorld, type PublishingWorld } from '../../fakes/publishing-world.ts';
import { readEvent, sqsEvent } from '../../fixtures/events/read-event.ts';

const photo = readFileSync(join(import.meta.dirname, '../../fixtures/media/photo-800x320.jpg'));
const manifest = 'text: two\nmedia:\n  - { key: b.jpg, altText: B }\n  - { key: a.jpg }';
const route = { prefix: 'main/', account: 'main', settleSeconds: 10, waitSeconds: 600 };
const config = parseConfig({ accounts: { main: {} }, drops: [route] });

let world: PublishingWorld;

beforeEach(async () => {
  world = await publishingWorld();
  world.ports.gather = async (row) => gatherPost(row, { ...world.ports, config });
});

async function put(key: string, bytes: Uint8Array | string): Promise<void> {
  const { eTag = '' } = world.media.put(key, Buffer.from(bytes));
  const event = readEvent('put')
    .replace('main/sunrise.jpg', key)
    .replace(/"eTag": "[^"]*"/, `"eTag": "${eTag}"`);
  const handler = createS3DropHandler({ ...world.ports, routes: config.drops });
  await handler(sqsEvent(event), { getRemainingTimeInMillis: () => 60_000 } as Context);
}

async function after(seconds: number): Promise<void> {
  world.advance(seconds * 1000);
  await world.publish();
}

const rowOf = (label: string) => world.log.rows.find((row) => row.label === label);

describe('an album', () => {
  it.each([
    { case: 'first', order: ['main/x/post.yaml', 'main/x/a.jpg', 'main/x/b.jpg'] },
    { case: 'last', order: ['main/x/a.jpg', 'main/x/b.jpg', 'main/x/post.yaml'] },
    { case: 'in between', order: ['main/x/b.jpg', 'main/x/post.yaml', 'main/x/a.jpg'] },
  ])('whose manifest comes $case is one post, in the order of the manifest', async ({ order }) => {
    for (const key of order) await put(key, key.endsWith('.yaml') ? manifest : photo);
    await after(10);
    await after(60);
    expect(world.x.posts).toMatchObject([{ text: 'two' }]);
    const media = rowOf('main/x/post.yaml')?.post?.media;
    expect(media).toMatchObject([{ ref: { key: 'main/x/b.jpg' }, altText: 'B' }, { ref: { key: 'main/x/a.jpg' } }]);
    expect(rowOf('main/x/a.jpg')).toMatchObject({ state: 'IGNORED', failure: { code: 'ALBUM_PART' } });
  });

  it('is remembered by its folder with an end, as what was posted is', async () => {
    await put('main/x/post.yaml', manifest);
    const mark = await world.log.mark(markId('main/x/a.jpg'));
    expect(mark?.publicationId).toBe(rowOf('main/x/post.yaml')?.id);
    expect(mark?.expiresAtEpochSeconds).toBe(evidenceKeptUntil(world.now()));
  });

  it('waits for a picture that comes late', async () => {
    await put('main/x/post.yaml', manifest);
    await put('main/x/a.jpg', photo);
    await after(300);
    expect(world.x.posts).toEqual([]);
    await put('main/x/b.jpg', photo);
    await after(10);
    expect(world.x.posts).toMatchObject([{ text: 'two' }]);
  });

  it('fails after the time of the route when a picture never comes', async () => {
    await put('main/x/post.yaml', manifest);
    await after(599);
    expect(rowOf('main/x/post.yaml')).toMatchObject({ state: 'GATHERING' });
    await after(1);
    await after(5);
    expect(rowOf('main/x/post.yaml')).toMatchObject({ state: 'REJECTED', failure: { code: 'ALBUM_INCOMPLETE' } });
  });

  it('may be text alone', async () => {
    await put('main/x/post.md', '---\nmedia: []\n---\nNo picture today\n');
    await after(10);
    expect(world.x.posts).toMatchObject([{ text: 'No picture today' }]);
  });

  it.each([
    { case: 'a picture of another folder', text: 'media: [{ key: ../other/a.jpg }]', reason: 'same folder' },
    {
      case: 'more pictures than a thread shows',
      text: `media: [${'{ key: a.jpg },'.repeat(101)}]`,
      reason: 'at most 100',
    },
    { case: 'a reply to no manifest', text: 'replyTo: main/x/a.jpg\nmedia: []', reason: 'replyTo' },
    { case: 'a misspelt field', text: 'txet: a\nmedia: []', reason: 'txet' },
  ])('with $case is refused', async ({ text, reason }) => {
    await put('main/x/post.yaml', text);
    await after(10);
    const failure = { code: 'MANIFEST_INVALID', message: expect.stringContaining(reason) as string };
    expect(rowOf('main/x/post.yaml')).toMatchObject({ state: 'REJECTED', failure });
  });

  it('is none directly under the prefix: the file belongs to the picture of its name', async () => {
    await put('main/post.yaml', 'text: hello');
    await put('main/post.jpg', photo);
    await put('main/other.jpg', photo);
    await after(10);
    expect(world.x.posts.map(({ text }) => text).toSorted()).toEqual(['', 'hello']);
  });
});
