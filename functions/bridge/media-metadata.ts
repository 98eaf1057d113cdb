import { readAltText } from '../triggers/v1-bridge/read-alt-text.ts';
import { askAboutMedia } from './ask-about-media.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';

/** POST media/metadata/create: alt text, which X sets at once; the answer has no body. */
export const describeMedia: BridgeEndpoint = async (call, ports) => {
  const { mediaId, altText } = readAltText(call.json);
  const named = { ...call, parameters: new Map([['media_id', mediaId]]) };
  await askAboutMedia(named, ports, (account, signal) => account.describeMedia(mediaId, { altText }, signal));
  return { status: 200 };
};
