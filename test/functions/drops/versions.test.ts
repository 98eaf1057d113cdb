import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';

import { S3MediaStore, s3Settings } from '../../../functions/adapters/aws/s3-media-store.ts';
import { parseConfig } from '../../../functions/config/parse-config.ts';
import { gatherPost } from '../../../functions/drops/gather-post.ts';
import { showEnd } from '../../../functions/drops/show-end.ts';
import { createS3DropHandler } from '../../../functions/handlers/s3-drop.ts';
import { openAwsServer } from '../../fakes/aws/aws-server.ts';
import { InMemoryS3 } from '../../fakes/aws/in-memory-s3.ts';
import { testClient } from '../../fakes/aws/test-client.ts';
import { photoNamed } from '../../fakes/drop-world.ts';
import { publishingWorld } from '../../fakes/publishing-world.ts';
import { readEvent, sqsEvent } from '../../fixtures/events/read-event.ts';

const key = 'main/sunrise.jpg';
const first = photoNamed('first');
const second = photoNamed('second');

/** A bucket that keeps versions, with two puts over one key whose events come newer first. */
async function openBucket(after: 'tag' | 'move' | 'delete') {
  const s3 = new InMemoryS3({ versioned: true });
  const server = await openAwsServer(async (call) => s3.answer(call));
  const client = new S3Client({ ...s3Settings, ...testClient('s3', server.url) });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const media = new S3MediaStore({ client, buckets: { drop: 'example-drops', work: 'the-work' } });
  const world = await publishingWorld();
  const drops = [{ prefix: 'main/', account: 'main', settleSeconds: 10, after }];
  const config = parseConfig({ accounts: { main: {} }, drops });
  Object.assign(world.ports, { media });
  const ports = { ...world.ports, config };
  world.ports.gather = async (row) => gatherPost(row, ports);
  world.ports.announce = async (row) => showEnd(row, ports);
  const handler = createS3DropHandler({ ...ports, routes: config.drops });
  const older = s3.put('example-drops', key, first);
  const newer = s3.put('example-drops', key, second);
  return {
    s3,
    world,
    media,
    settle: async () => {
      const event = JSON.parse(readEvent('two-versions-newer-first')) as { Records: { s3: { object: object } }[] };
      for (const [at, { eTag, versionId }] of [newer, older].entries()) {
        Object.assign(event.Records[at]?.s3.object ?? {}, { eTag, versionId });
      }
      await handler(sqsEvent(JSON.stringify(event)), { getRemainingTimeInMillis: () => 60_000 } as Context);
      world.advance(10_000);
      await world.publish();
      return world.x.uploaded.map(({ bytes }) => /(?:first|second)$/.exec(Buffer.from(bytes).toString('latin1'))?.[0]);
    },
    keys: async (prefix: string) => (await media.list(prefix, 10)).map(({ ref }) => ref.key),
  };
}

describe('in a bucket that keeps versions', () => {
  it('F64, F66: each version is posted as it was, in whatever order they are told', async () => {
    const { settle, world } = await openBucket('tag');
    expect(await settle()).toEqual(['second', 'first']);
    expect(world.log.rows.map(({ state }) => state)).toEqual(['POSTED', 'POSTED']);
  });

  it('F63: what was deleted by then is posted all the same', async () => {
    const { settle, s3 } = await openBucket('tag');
    s3.remove('example-drops', key);
    expect(await settle()).toHaveLength(2);
  });

  it('moves each of them, the second to a place of its own', async () => {
    const { settle, keys, world } = await openBucket('move');
    await settle();
    expect(await keys('main/')).toEqual([]);
    const month = new Date(world.now()).toISOString().slice(0, 7).replace('-', '/');
    expect(await keys(`posted/${month}/main/`)).toEqual([
      `posted/${month}/main/sunrise-${world.log.rows[1]?.result?.postId}.jpg`,
      `posted/${month}/main/sunrise.jpg`,
    ]);
  });

  it('deletes by a marker, under which what was posted stays readable', async () => {
    const { settle, keys, media, world } = await openBucket('delete');
    await settle();
    expect(await keys('main/')).toEqual([]);
    for (const { drop } of world.log.rows) expect((await media.head(drop!)).totalBytes).toBeGreaterThan(0);
  });
});
