import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { EUploadMimeType, TwitterApi } from 'twitter-api-v2';

import { LeadToTargets } from '../upload/contender/lead-to-targets.ts';
import type { ColdEvent } from './cold-event.ts';

const s3 = new S3Client({ responseChecksumValidation: 'WHEN_REQUIRED' });
const secrets = new SecretsManagerClient();

interface Keys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

/** The same post as one would write it with the usual packages: keys, object, upload, post; no log, no check. */
export async function handler({ peer }: ColdEvent): Promise<string> {
  const [keys, bytes] = await Promise.all([readKeys(peer.secretId), readObject(peer.bucket, peer.key)]);
  const { consumerKey: appKey, consumerSecret: appSecret, accessToken, accessTokenSecret: accessSecret } = keys;
  const { xUrl } = peer;
  const httpAgent = new LeadToTargets({ storeUrl: xUrl, apiUrl: xUrl, uploadUrl: xUrl });
  const { v2 } = new TwitterApi({ appKey, appSecret, accessToken, accessSecret }, { httpAgent });
  const mediaId = await v2.uploadMedia(bytes, {
    media_type: EUploadMimeType.Jpeg,
    media_category: 'tweet_image',
  });
  return (await v2.tweet(peer.text, { media: { media_ids: [mediaId] } })).data.id;
}

async function readKeys(id: string): Promise<Keys> {
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
  return JSON.parse(SecretString) as Keys;
}

async function readObject(bucket: string, key: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}
