import type { BridgeAccount, BridgeMedia, BridgeUploadStart } from '../../../bridge/bridge-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session, XCall } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { multipartBody } from '../http/multipart.ts';
import { formBody, type RequestBody } from '../http/request-body.ts';
import { partOf, readBridgeMedia } from '../upload/bridge-media.ts';
import { deletePost, readPost } from './bridge-posts.ts';
import { bridgeUser } from './bridge-user.ts';
import { describeMedia } from './describe-media.ts';
import { UPLOAD_PATH } from './media-status.ts';
import { type Field, optional } from './post-fields.ts';

/** What the bridge asks, on X's API v1.1: every call as it came, signed with X's keys. */
export function bridgeAccountV1(session: Session, settings: DriverSettings): BridgeAccount {
  const upload = (body: () => RequestBody, signal: AbortSignal | undefined, deadline: XCall['deadline'] = 'short') =>
    callRepeatedly(session, { ...call(settings, signal), method: 'POST', body, deadline }, readMedia);
  return {
    driver: 'v1',
    tokenFingerprint: session.tokenFingerprint,
    initUpload: (start, signal) => upload(() => formBody(startFields(start)), signal),
    appendSegment: async (mediaId, segmentIndex, bytes, signal) => {
      const fields = [...commandFields('APPEND', mediaId), ['segment_index', String(segmentIndex)] as const];
      const append: XCall = {
        ...call(settings, signal),
        method: 'POST',
        body: () => multipartBody(fields, partOf(bytes)),
        deadline: 'bytes',
        isRoutine: true,
      };
      // The answer is empty.
      await callRepeatedly(session, append, () => true);
    },
    finalizeUpload: (mediaId, signal) => upload(() => formBody(commandFields('FINALIZE', mediaId)), signal),
    uploadStatus: (mediaId, signal) => {
      const query = commandFields('STATUS', mediaId);
      return callRepeatedly(session, { ...call(settings, signal), method: 'GET', query, deadline: 'short' }, readMedia);
    },
    uploadSimple: ({ bytes, mediaType, mediaCategory, additionalOwners }, signal) => {
      const fields = [
        ...optional('media_category', mediaCategory),
        ...optional('additional_owners', additionalOwners?.join(',')),
      ];
      return upload(() => multipartBody(fields, partOf(bytes, mediaType)), signal, 'bytes');
    },
    describeMedia: (mediaId, description, signal) => describeMedia(session, settings, mediaId, description, signal),
    readPost: (postId, signal) => readPost(session, settings, postId, signal),
    deletePost: (postId, signal) => deletePost(session, settings, postId, signal),
    whoAmI: (signal) => bridgeUser(session, settings, signal),
  };
}

function call({ uploadUrl }: DriverSettings, signal: AbortSignal | undefined) {
  return { step: 'upload', baseUrl: uploadUrl, path: UPLOAD_PATH, signal } as const;
}

function readMedia({ json, headers }: Answer): BridgeMedia | undefined {
  return readBridgeMedia(json, headers);
}

function commandFields(command: string, mediaId: string): Field[] {
  return [
    ['command', command],
    ['media_id', mediaId],
  ];
}

function startFields({ totalBytes, mediaType, mediaCategory, additionalOwners }: BridgeUploadStart): Field[] {
  return [
    ['command', 'INIT'],
    ['total_bytes', String(totalBytes)],
    ['media_type', mediaType],
    ...optional('media_category', mediaCategory),
    ...optional('additional_owners', additionalOwners?.join(',')),
  ];
}
