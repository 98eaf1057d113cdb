import type { PostCheck } from '../domain/accept-with-media.ts';
import { checkForAccount } from '../domain/check-for-account.ts';
import type { KnownMedia } from '../domain/check-media.ts';
import type { PostMedia } from '../domain/post.ts';
import type { FieldFault } from '../domain/x-account.ts';
import { PHOTO_SIZE_LIMIT_BYTES } from '../domain/x-limits.ts';
import type { BridgeCall } from '../triggers/v1-bridge/bridge-call.ts';
import { readPictures } from '../triggers/v1-bridge/read-pictures.ts';
import { readStatus } from '../triggers/v1-bridge/read-status.ts';
import { v1ErrorOf } from '../triggers/v1-bridge/v1-error-of.ts';
import { V1Error, v1Errors } from '../triggers/v1-bridge/v1-error.ts';
import type { BridgeEndpoint, BridgePorts } from './bridge-endpoint.ts';
import { mediaLimitHeaders } from './limit-headers.ts';
import { postStatus, rowIdOf, type StatusDraft } from './post-status.ts';

/** POST statuses/update_with_media: a Tweet with a picture that comes in the same request. */
export const statusesUpdateWithMedia: BridgeEndpoint = async (call, ports) => {
  const { account } = call.caller;
  try {
    const answer = await postStatus(call, ports, () => draftOf(call, ports));
    return { ...answer, headers: { ...answer.headers, ...(await mediaLimitHeaders(account, ports)) } };
  } catch (error) {
    const refusal = v1ErrorOf(error);
    if (!(refusal instanceof V1Error) || refusal.status >= 500) throw error;
    const headers = { ...refusal.headers, ...(await mediaLimitHeaders(account, ports)) };
    throw new V1Error(refusal, refusal.message, headers);
  }
};

function draftOf(call: BridgeCall, ports: BridgePorts): StatusDraft {
  const { account } = call.caller;
  if (!call.parameters.has('status')) throw new V1Error(v1Errors.textMissing);
  const pictures = readPictures(call).map((bytes, index) => ({
    index,
    key: `staged/${rowIdOf(call)}/${index}`,
    bytes,
  }));
  const media = pictures.map(({ key }): PostMedia => ({ from: 'stored', ref: { area: 'work', key } }));
  const driver = ports.config.accounts[account]?.driver ?? 'v2';
  const wish = readStatus(call.parameters, { account, driver, media });
  return { wish, pictures, check: checkWith(account, ports) };
}

/** The limits of this endpoint are its own, and narrower than those of an upload. */
function checkWith(account: string, { config, clock }: BridgePorts): PostCheck {
  const { altText = 'warn' } = config.accounts[account] ?? {};
  return (post, known) => {
    const verdict = checkForAccount(post, known, { altText, endpoint: 'update_with_media' }, clock());
    return { ...verdict, faults: [...checkPictures(known), ...verdict.faults] };
  };
}

/** "Supported image formats are PNG, JPG and GIF", animated GIFs too, up to `photo_size_limit`. */
const TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif'];

function checkPictures(known: KnownMedia): readonly FieldFault[] {
  return known.flatMap((facts, at) => {
    if (facts === null) return [];
    const path = `media[${at}]`;
    if (!TYPES.includes(facts.mediaType)) return [{ path, code: 'MEDIA_TYPE', message: `is ${facts.mediaType}` }];
    if (facts.totalBytes <= PHOTO_SIZE_LIMIT_BYTES) return [];
    return [{ path, code: 'MEDIA_TOO_LARGE', message: `has ${facts.totalBytes} bytes` }];
  });
}
