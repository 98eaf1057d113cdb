/**
 * X's limits, each with its source. Numbers only: whoever applies them writes that code himself,
 * since the sandbox imports this file too and must not share a mistake with the client.
 */

/** Text: twitter-text configuration v3, as published with twitter-text 3.1.0. */
export const MAX_WEIGHTED_TEXT_LENGTH = 280;
/** Every link counts as this many characters, whatever its length (twitter-text configuration v3). */
export const T_CO_LENGTH = 23;
/** Text after which X refused a status until October 2017 (POST statuses/update, 2012 to 2017). */
export const CLASSIC_TEXT_LENGTH = 140;

/** Photos on one post; or one GIF, or one video (POST statuses/update, `media_ids`). */
export const MAX_PHOTOS = 4;
/** X media best practices, August 2026. */
export const MAX_PHOTO_BYTES = 5_242_880;
export const MAX_GIF_BYTES = 15_728_640;
export const MAX_VIDEO_BYTES = 536_870_912;
/** From the text of error 324: `Image dimensions must be >= 4x4 and <= 8192x8192`. */
export const MIN_PHOTO_SIDE_PX = 4;
export const MAX_PHOTO_SIDE_PX = 8192;
/** X media best practices, August 2026: an animated GIF. */
export const MAX_GIF_WIDTH_PX = 1280;
export const MAX_GIF_HEIGHT_PX = 1080;
export const MAX_GIF_FRAMES = 350;
export const MAX_GIF_TOTAL_PX = 300_000_000;
/** X media best practices, August 2026: a video. */
export const MIN_VIDEO_SECONDS = 0.5;
export const MAX_VIDEO_SECONDS = 140;
/** Characters of alt text (POST media/metadata/create; POST /2/media/metadata). */
export const MAX_ALT_TEXT_LENGTH = 1000;
/** User ids in `additional_owners` (POST media/upload). */
export const MAX_ADDITIONAL_OWNERS = 100;

/** One APPEND on v1.1 holds at most this (POST media/upload, chunked). */
export const MAX_V1_CHUNK_BYTES = 5_242_880;
/** One append on v2: 5 MB was answered by an empty 413 in May 2026; X's own documents use 1 MB. */
export const V2_CHUNK_BYTES = 1_048_576;
export const MAX_SEGMENT_INDEX = 999;
/** How long an unused v1.1 media id lives (POST media/upload, `expires_after_secs`). */
export const MEDIA_LIFETIME_SECONDS = 86_400;

/**
 * Posts of one account and app on v1.1, reposts included; its answers tell of no limit (X rate limits, June 2025). The
 * daily limit of 2,400 behind it ends in error 185.
 */
export const V1_POSTS_PER_WINDOW = 300;
export const V1_POST_WINDOW_SECONDS = 3 * 3600;

/** `help/configuration` as last documented in 2019; it governs `update_with_media` alone. */
export const PHOTO_SIZE_LIMIT_BYTES = 3_145_728;
export const MAX_MEDIA_PER_UPLOAD = 1;
export const CHARACTERS_RESERVED_PER_MEDIA = 24;
/** POST statuses/update_with_media: "There is a 30 second timeout for this endpoint". */
export const UPDATE_WITH_MEDIA_TIMEOUT_SECONDS = 30;

/** First millisecond of X's snowflake ids: `(id >> 22) + this` is Unix time. */
export const SNOWFLAKE_EPOCH_MS = 1_288_834_974_657;
