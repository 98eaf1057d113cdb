import { readMediaBytes } from '../triggers/v1-bridge/read-media-bytes.ts';
import { readMediaId, readSegmentIndex } from '../triggers/v1-bridge/read-upload-fields.ts';
import { askAboutMedia } from './ask-about-media.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';

/** POST media/upload, `command=APPEND`: the segment goes on to X under its own index. */
export const appendSegment: BridgeEndpoint = async (call, ports) => {
  const segmentIndex = readSegmentIndex(call.parameters);
  const mediaId = readMediaId(call.parameters);
  const bytes = readMediaBytes(call);
  await askAboutMedia(call, ports, (account, signal) => account.appendSegment(mediaId, segmentIndex, bytes, signal));
  return { status: 204, headers: { 'x-mediaid': mediaId } };
};
