import type { Endpoint } from '../http/endpoint.ts';
import { oauthAccessToken } from '../pin-flow/access-token.ts';
import { oauthAuthorize } from '../pin-flow/authorize.ts';
import { oauthInvalidateToken } from '../pin-flow/invalidate-token.ts';
import { oauthRequestToken } from '../pin-flow/request-token.ts';
import { mediaEndpoints } from './media-endpoints.ts';
import { v1AccountVerifyCredentials } from './v1-account-verify-credentials.ts';
import { v1ApplicationRateLimitStatus } from './v1-application-rate-limit-status.ts';
import { v1GeoReverseGeocode } from './v1-geo-reverse-geocode.ts';
import { v1HelpConfiguration } from './v1-help-configuration.ts';
import { v1StatusesDestroy } from './v1-statuses-destroy.ts';
import { v1StatusesShow } from './v1-statuses-show.ts';
import { v1StatusesUpdateWithMedia } from './v1-statuses-update-with-media.ts';
import { v1StatusesUpdate } from './v1-statuses-update.ts';
import { v1StatusesUserTimeline } from './v1-statuses-user-timeline.ts';
import { v2TweetsCreate } from './v2-tweets-create.ts';
import { v2TweetsDelete } from './v2-tweets-delete.ts';
import { v2TweetsRead } from './v2-tweets-read.ts';
import { v2UsersMe } from './v2-users-me.ts';
import { v2UsersTweets } from './v2-users-tweets.ts';

/** Every endpoint of the API that the sandbox plays. */
export const endpoints: readonly Endpoint[] = [
  v1StatusesUpdate,
  v1StatusesUpdateWithMedia,
  v1StatusesDestroy,
  ...v1StatusesShow,
  v1StatusesUserTimeline,
  v1HelpConfiguration,
  v1AccountVerifyCredentials,
  v1ApplicationRateLimitStatus,
  v1GeoReverseGeocode,
  v2TweetsCreate,
  v2TweetsRead,
  v2TweetsDelete,
  v2UsersMe,
  v2UsersTweets,
  ...mediaEndpoints,
  ...oauthRequestToken,
  ...oauthAuthorize,
  ...oauthAccessToken,
  oauthInvalidateToken,
];
