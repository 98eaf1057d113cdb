import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { parseConfig } from '../../functions/config/parse-config.ts';
import { createS3DropHandler } from '../../functions/handlers/s3-drop.ts';
import { lambdaContext } from '../../local/engine/lambda-context.ts';
import { InMemoryMediaStore } from '../fakes/in-memory-media-store.ts';
import { RecordingHints } from '../fakes/recording-hints.ts';
import { RecordingJournal } from '../fakes/recording-journal.ts';
import { sqsEvent } from '../fixtures/events/read-event.ts';
import { CommandLine, fixture } from './command-line.ts';
import { Deployment } from './deployment.ts';
import { startEngine } from './running-engine.ts';

const config: ConfigInput = {
  accounts: { main: { altText: 'off' } },
  drops: [
    { prefix: 'main/', account: 'main', settleSeconds: 0 },
    { prefix: 'main/inner/', account: 'main', settleSeconds: 0 },
  ],
};
const photo = fixture('photo-800x320.jpg');

function drop(line: CommandLine, key: string, bytes: Uint8Array | string): void {
  const path = join(line.dataDir, 'drop', key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

describe('backfill of a folder', () => {
  it('shows what lay there before the first start, and posts it when told to', async () => {
    const line = new CommandLine(config);
    drop(line, 'main/old.jpg', photo);
    drop(line, 'main/notes.docx', 'no picture');
    drop(line, 'elsewhere/a.jpg', photo);
    await startEngine(line);
    const { code, out } = await line.run('backfill');
    expect(code).toBe(0);
    expect(out).toMatch(/^main\/old\.jpg +main +would be posted$/m);
    expect(out).toMatch(/^main\/notes\.docx +main +not posted: /m);
    expect(out).toMatch(/^elsewhere\/a\.jpg +- +not posted: no drop of the config covers it$/m);
    expect(out).toMatch(/^1 would be posted: say --yes for that$/m);
    expect(await line.json('posts')).toMatchObject({ posts: [] });

    expect(await line.json('backfill', '--yes')).toMatchObject({ announced: 1 });
    await expect
      .poll(async () => line.json('posts'), { timeout: 15_000 })
      .toMatchObject({ posts: [{ label: 'main/old.jpg', state: 'posted' }] });
    const after = (await line.json('backfill', '--yes')) as { announced: number };
    expect(after.announced).toBe(0);
  });

  it('refuses a word that it has no use for', async () => {
    const { code, err } = await new CommandLine(config).run('backfill', 'main/');
    expect(code).toBe(1);
    expect(err).toContain('main/ is no option');
  });
});

describe('backfill of a deployment', () => {
  it('shows what lies in the bucket, and sends its notices to the intake queue', async () => {
    const prod = await Deployment.open(config);
    prod.aws.s3.put('the-drop', 'main/old.jpg', photo);
    prod.aws.s3.put('the-drop', 'main/inner/two.jpg', photo);
    prod.aws.s3.put('the-drop', 'main/tiny ü+.txt.bin', Buffer.from('x'));
    prod.aws.s3.put('the-drop', 'elsewhere/a.jpg', photo);
    const { out, err } = await prod.run('backfill');
    expect(out).toMatch(/^main\/old\.jpg +main +would be posted$/m);
    expect(out).toMatch(/^2 would be posted: say --yes for that$/m);
    expect(out).not.toContain('elsewhere');
    expect(err).toContain('LIVE');
    expect(prod.aws.messages).toEqual([]);

    const { files } = (await prod.json('backfill')) as { files: readonly { key: string }[] };
    expect(files.map(({ key }) => key).toSorted()).toEqual([
      'main/inner/two.jpg',
      'main/old.jpg',
      'main/tiny ü+.txt.bin',
    ]);
    expect(await prod.json('backfill', '--yes')).toMatchObject({ announced: 2 });
    expect(prod.aws.messages).toHaveLength(2);
    await take(prod);
    expect(await prod.json('posts')).toMatchObject({ posts: [{ state: 'gathering' }, { state: 'gathering' }] });
    expect((await prod.run('backfill')).out).toContain('nothing is to be posted');
  });

  it('leaves out what the log has', async () => {
    const prod = await Deployment.open(config);
    expect((await prod.run('backfill')).out).toBe(
      'everything that lies there is in the log already\nnothing is to be posted\n',
    );
  });
});

/** What the function behind the intake queue does with its messages. */
async function take({ aws }: Deployment): Promise<void> {
  const handler = createS3DropHandler({
    log: aws.log,
    hints: new RecordingHints(),
    journal: new RecordingJournal(),
    clock: Date.now,
    media: new InMemoryMediaStore(),
    routes: parseConfig(config).drops,
  });
  const answer = await handler(sqsEvent(...aws.messages), lambdaContext());
  expect(answer).toEqual({ batchItemFailures: [] });
}
