import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Context } from 'aws-lambda';
import { expect } from 'vitest';

import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { parseConfig } from '../../functions/config/parse-config.ts';
import type { Publication } from '../../functions/domain/publication.ts';
import { gatherPost } from '../../functions/drops/gather-post.ts';
import { routeRulesOf } from '../../functions/drops/route-rules-of.ts';
import { showEnd } from '../../functions/drops/show-end.ts';
import { createS3DropHandler } from '../../functions/handlers/s3-drop.ts';
import { readEvent, sqsEvent } from '../fixtures/events/read-event.ts';
import { publishingWorld, type PublishingWorld } from './publishing-world.ts';

export const photo = readFileSync(join(import.meta.dirname, '../fixtures/media/photo-800x320.jpg'));

/** A photo whose bytes, and so whose ETag, are like no other's. */
export function photoNamed(name: string): Buffer {
  return Buffer.concat([photo, Buffer.from(name)]);
}

export interface DropWorld extends PublishingWorld {
  /** Puts an object, and delivers S3's event of it. */
  put(key: string, bytes: Uint8Array | string, metadata?: Readonly<Record<string, string>>): Promise<void>;
  /** Lets time pass, then works what is due. */
  after(seconds: number): Promise<void>;
  /** The newest row of that label. */
  rowOf(label: string): Publication | undefined;
  /** S3's message, whatever it says. */
  deliver(body: string): Promise<void>;
}

/** Drops as on AWS, in memory: the s3-drop handler before, the publisher behind, and what it shows in the folder. */
export async function dropWorld(routes: NonNullable<ConfigInput['drops']>, account = {}): Promise<DropWorld> {
  const config = parseConfig({ accounts: { main: account, other: {} }, drops: routes });
  const world = await publishingWorld();
  const ports = { ...world.ports, config };
  world.ports.gather = async (row) => gatherPost(row, ports);
  world.ports.announce = async (row) => showEnd(row, ports);
  world.ports.routeRules = (row) => routeRulesOf(row, config.drops);
  const handler = createS3DropHandler({ ...ports, routes: config.drops });
  const deliver = async (body: string) => {
    const answer = await handler(sqsEvent(body), { getRemainingTimeInMillis: () => 60_000 } as Context);
    expect(answer).toEqual({ batchItemFailures: [] });
  };
  return Object.assign(world, {
    deliver,
    put: async (key: string, bytes: Uint8Array | string, metadata = {}) => {
      const { eTag = '' } = world.media.put(key, Buffer.from(bytes), metadata);
      const event = JSON.parse(readEvent('put')) as { Records: [{ s3: { object: object } }] };
      event.Records[0].s3.object = { ...event.Records[0].s3.object, key: encodeURIComponent(key), eTag };
      await deliver(JSON.stringify(event));
    },
    after: async (seconds: number) => {
      world.advance(seconds * 1000);
      await world.publish();
    },
    rowOf: (label: string) => world.log.rows.findLast((row) => row.label === label),
  });
}
