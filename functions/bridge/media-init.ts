import { readCategory, readMediaType, readOwners, readTotalBytes } from '../triggers/v1-bridge/read-upload-fields.ts';
import { limitHeaders, renderMedia } from '../triggers/v1-bridge/render-media.ts';
import { askAboutMedia } from './ask-about-media.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';

/** POST media/upload, `command=INIT`: an id to append to, which is X's own. */
export const initUpload: BridgeEndpoint = async (call, ports) => {
  const { parameters } = call;
  const [mediaCategory, additionalOwners] = [readCategory(parameters), readOwners(parameters)];
  const start = {
    totalBytes: readTotalBytes(parameters),
    mediaType: readMediaType(parameters),
    ...(mediaCategory === undefined ? {} : { mediaCategory }),
    ...(additionalOwners === undefined ? {} : { additionalOwners }),
  };
  const media = await askAboutMedia(call, ports, (account, signal) => account.initUpload(start, signal));
  const headers = { 'x-mediaid': media.mediaId, ...limitHeaders(media) };
  return { status: 202, headers, body: renderMedia(media) };
};
