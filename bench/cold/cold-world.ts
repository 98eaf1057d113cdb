import { readFileSync } from 'node:fs';

import { newPublication } from '../../functions/domain/new-publication.ts';
import type { MediaRef } from '../../functions/domain/post.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { openAws } from '../../test/fakes/aws/open-aws.ts';
import { sqsEvent } from '../../test/fixtures/events/read-event.ts';
import { ARN, deployedEnv } from '../../test/lambda/deployed-env.ts';
import type { ColdEvent } from './cold-event.ts';

const BUCKET = 'the-drop';
const KEY = 'main/photo.jpg';
/** As large as a photo from a web page, whatever X makes of the bytes after its end. */
const PHOTO_BYTES = 200_000;

export interface ColdWorld {
  /** For a function of ours; the peer reads AWS's own variables of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** A post that is due, and the event that makes a function send it. */
  addPost(text: string): Promise<ColdEvent>;
  /** How many posts X has. */
  posted(): number;
  close(): Promise<void>;
}

/** AWS and X on this machine, answering at once. */
export async function openColdWorld(): Promise<ColdWorld> {
  const [aws, sandbox] = await Promise.all([openAws(), startSandbox()]);
  const keys = sandbox.accounts[0];
  aws.secrets.set(`${ARN}account`, JSON.stringify(keys));
  const { eTag, versionId } = aws.s3.put(BUCKET, KEY, photo());
  const ref: MediaRef = { area: 'drop', key: KEY, eTag, versionId };
  return {
    environment: {
      ...deployedEnv('publish', { aws: aws.server.url, x: sandbox.url }),
      ...deployedEnv('webhook', { aws: aws.server.url, x: sandbox.url }),
      X_API_URL: sandbox.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    },
    addPost: async (text) => {
      const nowEpochMs = Date.now();
      const beginning = { id: text, source: 'webhook', label: 'bench', account: 'main', fingerprint: text } as const;
      const post = { account: 'main', text, media: [{ from: 'stored', ref }] } as const;
      await aws.log.transact([
        newPublication({ ...beginning, state: 'RECEIVED', dueAtEpochMs: nowEpochMs, post }, nowEpochMs),
      ]);
      const peer = { secretId: `${ARN}account`, bucket: BUCKET, key: KEY, text, xUrl: sandbox.url };
      return { ...sqsEvent('{"account":"main"}'), peer };
    },
    posted: () => sandbox.world.tweets.all().length,
    close: async () => {
      await Promise.all([aws.close(), sandbox.close()]);
    },
  };
}

function photo(): Buffer {
  const small = readFileSync(new URL('../../test/fixtures/media/photo-800x320.jpg', import.meta.url));
  // A comment of JPEG's own right after its first marker: any decoder passes over it.
  const comments = Array.from({ length: Math.ceil((PHOTO_BYTES - small.length) / 65_000) }, () => {
    const body = Buffer.alloc(65_000, 'pigeon ');
    return Buffer.concat([Buffer.from([0xff, 0xfe, ...uint16(body.length + 2)]), body]);
  });
  return Buffer.concat([small.subarray(0, 2), ...comments, small.subarray(2)]);
}

function uint16(value: number): readonly [number, number] {
  return [Math.floor(value / 256), value % 256];
}
