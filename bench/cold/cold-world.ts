import sharp from 'sharp';

import { newPublication } from '../../functions/domain/new-publication.ts';
import type { MediaRef } from '../../functions/domain/post.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { openAws } from '../../test/fakes/aws/open-aws.ts';
import { sqsEvent } from '../../test/fixtures/events/read-event.ts';
import { ARN, deployedEnv } from '../../test/lambda/deployed-env.ts';
import type { ColdEvent } from './cold-event.ts';

const BUCKET = 'the-drop';
const KEY = 'main/photo.jpg';
/** Each way: some 200 KB, as large as a photo from a web page. */
const PHOTO_PIXELS = 560;

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
  const { eTag, versionId } = aws.s3.put(BUCKET, KEY, await photo());
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

/** Noise, which no encoder makes small; with nothing in it that would have to be cut out before it goes on X. */
async function photo(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const picture = { width: PHOTO_PIXELS, height: PHOTO_PIXELS, channels: 3, background: 'grey', noise } as const;
  return sharp({ create: picture }).jpeg({ quality: 90 }).toBuffer();
}
