import type { BridgeAccount, BridgeMedia, BridgePicture, BridgeUploadStart } from '../../../bridge/bridge-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session, XCall } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { multipartBody } from '../http/multipart.ts';
import { jsonBody } from '../http/request-body.ts';
import { given, partOf, readBridgeMedia } from '../upload/bridge-media.ts';
import { deletePost, readPost } from './bridge-posts.ts';
import { bridgeUser } from './bridge-user.ts';
import { describeMedia } from './describe-media.ts';

/** What the bridge asks, on X's API v2: `media/upload` of v1.1 step by step (OpenAPI 2.167, August 2026). */
export function bridgeAccountV2(session: Session, settings: DriverSettings): BridgeAccount {
  const media = (call: Omit<XCall, 'step' | 'baseUrl'>): Promise<BridgeMedia> =>
    callRepeatedly(session, { step: 'upload', baseUrl: settings.apiUrl, ...call }, readData);
  return {
    driver: 'v2',
    tokenFingerprint: session.tokenFingerprint,
    initUpload: (start, signal) => media({ ...post('initialize', signal), body: () => jsonBody(startFields(start)) }),
    appendSegment: async (mediaId, segmentIndex, bytes, signal) => {
      const body = () => multipartBody([['segment_index', String(segmentIndex)]], partOf(bytes));
      const call: XCall = {
        ...post(`${mediaId}/append`, signal),
        step: 'upload',
        baseUrl: settings.apiUrl,
        body,
        deadline: 'bytes',
        isRoutine: true,
      };
      await callRepeatedly(session, call, () => true);
    },
    finalizeUpload: (mediaId, signal) => media(post(`${mediaId}/finalize`, signal)),
    uploadStatus: (mediaId, signal) => media({ ...status, query: [...status.query, ['media_id', mediaId]], signal }),
    uploadSimple: (picture, signal) =>
      media({
        ...whole,
        body: () => multipartBody(pictureFields(picture), partOf(picture.bytes, picture.mediaType)),
        signal,
      }),
    describeMedia: (mediaId, description, signal) => describeMedia(session, settings, mediaId, description, signal),
    readPost: (postId, signal) => readPost(session, settings, postId, signal),
    deletePost: (postId, signal) => deletePost(session, settings, postId, signal),
    whoAmI: (signal) => bridgeUser(session, settings, signal),
  };
}

function post(path: string, signal: AbortSignal | undefined) {
  return { method: 'POST', path: `/2/media/upload/${path}`, deadline: 'short', signal } as const;
}

const status = { method: 'GET', path: '/2/media/upload', query: [['command', 'STATUS']], deadline: 'short' } as const;
const whole = { method: 'POST', path: '/2/media/upload', deadline: 'bytes' } as const;

function readData({ json, headers }: Answer): BridgeMedia | undefined {
  return readBridgeMedia(fieldsOf(json)['data'], headers);
}

function startFields({ totalBytes, mediaType, mediaCategory, additionalOwners }: BridgeUploadStart): object {
  return {
    media_type: mediaType,
    total_bytes: totalBytes,
    ...given('media_category', mediaCategory),
    ...given('additional_owners', additionalOwners),
  };
}

/** v2 wants a category where v1.1 did not; a GIF too counts as a picture then, as it did in v1.1's simple upload. */
function pictureFields({ mediaCategory = 'tweet_image', additionalOwners }: BridgePicture): [string, string][] {
  const fields: [string, string][] = [['media_category', mediaCategory]];
  if (additionalOwners !== undefined) fields.push(['additional_owners', additionalOwners.join(',')]);
  return fields;
}
