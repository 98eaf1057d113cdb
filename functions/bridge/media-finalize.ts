import { readMediaId } from '../triggers/v1-bridge/read-upload-fields.ts';
import { limitHeaders, renderMedia } from '../triggers/v1-bridge/render-media.ts';
import { askAboutMedia } from './ask-about-media.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';

/** POST media/upload, `command=FINALIZE`: what the media turned out to be, and whether X works on it. */
export const finalizeUpload: BridgeEndpoint = async (call, ports) => {
  const mediaId = readMediaId(call.parameters);
  const media = await askAboutMedia(call, ports, (account, signal) => account.finalizeUpload(mediaId, signal));
  return { status: 201, headers: { 'x-mediaid': mediaId, ...limitHeaders(media) }, body: renderMedia(media) };
};
