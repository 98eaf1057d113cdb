import type { BridgeLimit, BridgeMedia, BridgeProcessing } from '../../../bridge/bridge-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, idOf, numberOf, textOf } from '../answers/parse-exact.ts';
import type { FilePart } from '../http/multipart.ts';

/** The medium as an answer of v1.1 or the `data` of v2 tells it, a failed one too; undefined without an id. */
export function readBridgeMedia(value: unknown, headers: Answer['headers']): BridgeMedia | undefined {
  const body = fieldsOf(value);
  const mediaId = idOf(body['media_id_string'], body['id'], body['media_id']);
  if (mediaId === undefined) return undefined;
  return {
    mediaId,
    ...given('mediaKey', textOf(body['media_key'])),
    ...given('totalBytes', numberOf(body['size'])),
    ...given('expiresAfterSeconds', numberOf(body['expires_after_secs'])),
    ...given('processing', readProcessing(body['processing_info'])),
    ...given('image', readImage(body['image'])),
    ...given('video', readVideo(body['video'])),
    ...given('limit', readLimit(headers)),
  };
}

/** Bytes that are here already, as the file part of an upload. */
export function partOf(bytes: Uint8Array, mediaType = 'application/octet-stream'): FilePart {
  return { name: 'media', mediaType, totalBytes: bytes.length, bytes: [bytes] };
}

/** A field that is there, or none. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: Value });
}

const STATES: readonly string[] = ['pending', 'in_progress', 'succeeded', 'failed'];

function readProcessing(value: unknown): BridgeProcessing | undefined {
  const info = fieldsOf(value);
  const state = textOf(info['state']);
  if (state === undefined || !STATES.includes(state)) return undefined;
  const error = fieldsOf(info['error']);
  const told = {
    ...given('code', numberOf(error['code'])),
    ...given('name', textOf(error['name'])),
    ...given('message', textOf(error['message'])),
  };
  return {
    state: state as BridgeProcessing['state'],
    ...given('checkAfterSeconds', numberOf(info['check_after_secs'])),
    ...given('progressPercent', numberOf(info['progress_percent'])),
    ...(Object.keys(told).length === 0 ? {} : { error: told }),
  };
}

function readImage(value: unknown): BridgeMedia['image'] {
  const image = fieldsOf(value);
  const [mediaType, widthPx, heightPx] = [textOf(image['image_type']), numberOf(image['w']), numberOf(image['h'])];
  if (mediaType === undefined || widthPx === undefined || heightPx === undefined) return undefined;
  return { mediaType, widthPx, heightPx };
}

function readVideo(value: unknown): BridgeMedia['video'] {
  const mediaType = textOf(fieldsOf(value)['video_type']);
  return mediaType === undefined ? undefined : { mediaType };
}

function readLimit(headers: Answer['headers']): BridgeLimit | undefined {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => headers[`x-rate-limit-${name}`]);
  const isWhole = [limit, remaining, reset].every((text) => /^\d{1,15}$/.test(text ?? ''));
  if (!isWhole) return undefined;
  return { limit: Number(limit), remaining: Number(remaining), resetAtEpochSeconds: Number(reset) };
}
