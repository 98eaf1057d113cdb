import type { BridgeRoute } from './bridge-endpoint.ts';
import { configuration } from './configuration.ts';
import { describeMedia } from './media-metadata.ts';
import { mediaStatus } from './media-status.ts';
import { mediaUpload } from './media-upload.ts';
import { rateLimitStatus } from './rate-limit-status.ts';
import { statusesDestroy } from './statuses-destroy.ts';
import { statusesShow } from './statuses-show.ts';
import { statusesUpdateWithMedia } from './statuses-update-with-media.ts';
import { statusesUpdate } from './statuses-update.ts';
import { verifyCredentials } from './verify-credentials.ts';

/** Everything the bridge answers; the first route that fits. One file an endpoint. */
export const bridgeRoutes: readonly BridgeRoute[] = [
  { method: 'POST', path: /^\/1\.1\/statuses\/update\.json$/, isCreate: true, answer: statusesUpdate },
  {
    method: 'POST',
    path: /^\/1\.1\/statuses\/update_with_media\.json$/,
    isCreate: true,
    answer: statusesUpdateWithMedia,
  },
  { method: 'GET', path: /^\/1\.1\/statuses\/show\.json$/, answer: statusesShow },
  { method: 'GET', path: /^\/1\.1\/statuses\/show\/(?<id>\d{1,19})\.json$/, answer: statusesShow },
  { method: 'POST', path: /^\/1\.1\/statuses\/destroy\/(?<id>\d{1,19})\.json$/, answer: statusesDestroy },
  { method: 'POST', path: /^\/1\.1\/media\/upload\.json$/, answer: mediaUpload },
  { method: 'GET', path: /^\/1\.1\/media\/upload\.json$/, answer: mediaStatus },
  { method: 'POST', path: /^\/1\.1\/media\/metadata\/create\.json$/, answer: describeMedia },
  { method: 'GET', path: /^\/1\.1\/help\/configuration\.json$/, answer: configuration },
  { method: 'GET', path: /^\/1\.1\/account\/verify_credentials\.json$/, answer: verifyCredentials },
  { method: 'GET', path: /^\/1\.1\/application\/rate_limit_status\.json$/, answer: rateLimitStatus },
];
