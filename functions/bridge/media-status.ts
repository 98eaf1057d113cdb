import { invalidParameter, missingParameter } from '../triggers/v1-bridge/parameter-faults.ts';
import { readMediaId } from '../triggers/v1-bridge/read-upload-fields.ts';
import { limitHeaders, renderMedia } from '../triggers/v1-bridge/render-media.ts';
import { askAboutMedia } from './ask-about-media.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';

/** GET media/upload, `command=STATUS`: how far X is with a video or GIF. */
export const mediaStatus: BridgeEndpoint = async (call, ports) => {
  const command = call.parameters.get('command') ?? '';
  if (command === '') throw missingParameter('command');
  if (command !== 'STATUS') throw invalidParameter('command');
  const mediaId = readMediaId(call.parameters);
  const media = await askAboutMedia(call, ports, (account, signal) => account.uploadStatus(mediaId, signal));
  return { status: 200, headers: limitHeaders(media), body: renderMedia(media) };
};
