/** The documents that describe what the sandbox plays, as they were printed from 2012 to 2019. */
export const documents = {
  deprecated: 'POST statuses/update_with_media (deprecated)',
  example: 'POST statuses/update_with_media, the example alone',
  update: 'POST statuses/update',
  older: 'POST statuses/update_with_media, an older copy with Japanese headings',
  upload: 'POST media/upload',
} as const;

/** The documents whose sentences stand in the titles of each test file. */
export const quotedIn: Readonly<Record<string, readonly (keyof typeof documents)[]>> = {
  'examples.test.ts': ['deprecated', 'example', 'update', 'older'],
  'media-upload.test.ts': ['upload'],
  'place.test.ts': ['deprecated', 'update', 'older'],
  'reply-and-message.test.ts': ['deprecated', 'update', 'older'],
  'statuses-update.test.ts': ['update'],
  'update-with-media-fields.test.ts': ['deprecated', 'older'],
  'update-with-media.test.ts': ['deprecated', 'older'],
};

export interface Sentence {
  readonly document: keyof typeof documents;
  /** Word for word. */
  readonly says: string;
  /** Why no test quotes it: it states no behaviour of the endpoint. */
  readonly untested?: string;
  /** What is to be known about how the sandbox takes it. */
  readonly note?: string;
}

/** A sentence alone, or with what is to be known about it. */
type Entry = string | Omit<Sentence, 'document'>;

const ELSEWHERE = 'points to another page';
const ADVICE = 'advice to people';
const NOT_BUILT = 'about the Ads API, which the sandbox does not play';

const deprecated: readonly Entry[] = [
  {
    says: 'This endpoint has been DEPRECATED should no longer be used.',
    note: 'era `classic` serves it, era `modern` refuses it',
  },
  {
    says: 'This endpoint does not support multiple images, animated GIFs, or video.',
    note: 'animated GIFs are taken: the table of parameters names them among the formats',
  },
  'Replacement method: follow the Uploading media guide to upload one or more media entities, and then use POST statuses/update to attach them to a Tweet.',
  "Updates the authenticated user's current status and attaches media for upload.",
  'This creates a Tweet with a (single) picture attached.',
  'Unlike POST statuses/update, this method expects raw multipart data.',
  "The POST request's content-type should be set to multipart/form-data with the media[] parameter.",
  'The Tweet text will be rewritten to include the media URL(s), which will reduce the number of characters allowed in the Tweet text.',
  'If the URL(s) cannot be appended without text truncation, the Tweet will be rejected and this method will return an HTTP 403 error.',
  'Users are limited to a specific daily media upload limit.',
  "Requests to this endpoint will return the following headers with information regarding the user's current media upload limits:",
  'x-mediaratelimit-limit - Indicates the total pieces of media the current user may upload before the time indicated in x-mediaratelimit-reset.',
  'x-mediaratelimit-remaining - The remaining pieces of media the current user may upload before the time indicated in x-mediaratelimit-reset.',
  'x-mediaratelimit-reset - A UTC-based timestamp (in seconds) indicating when x-mediaratelimit-remaining will reset to the value in x-mediaratelimit-limit and the user can resume uploading media.',
  'If the user is over the daily media limit, this method will return an HTTP 403 error.',
  'In addition to media upload limits, the user is also limited in the number of statuses they can publish daily.',
  'If the user tries to exceed the number of updates allowed, this method will also return an HTTP 403 error, similar to POST statuses/update.',
  'There is a 30 second timeout for this endpoint, so network latency may prevent media being posted successfully.',
  'OAuth is handled differently for POST messages.',
  { says: 'See Uploading Media for more details on this.', untested: ELSEWHERE },
  'Response formats JSON',
  'Requires authentication? Yes (user context only)',
  { says: 'Rate limited? Yes', note: 'by the day, with 403; it has no `x-rate-limit-*` headers' },
  'status required The text of your status update.',
  'URL encode as necessary.',
  'link wrapping may affect character counts if the post contains URLs.',
  'You must additionally account for the characters_reserved_per_media per uploaded media, additionally accounting for space characters in between finalized URLs.',
  {
    says: 'Request the GET help / configuration </en/docs/developer-utilities/configuration/api-reference/get-help-c current characters_reserved_per_mediaandmax_media_per_upload` values.',
    note: 'garbled in print; the older copy has it whole',
  },
  'media[] required Up to max_media_per_upload files may be specified in the request, each named media[] .',
  'Supported image formats are PNG, JPG and GIF, including animated GIFs of up to 3MB .',
  'This data must be either the raw image bytes or encoded as base64.',
  {
    says: 'Request the GET help / configuration </en/docs/developer-utilities/configuration/api-reference/get-help-c current max_media_per_uploadandphoto_size_limit` values.',
    note: 'garbled in print; the older copy has it whole',
  },
  'possibly_sensitive optional Set to true for content which may not be suitable for every audience.',
  'in_reply_to_status_id optional The ID of an existing status that the update is in reply to.',
  'This parameter will be ignored unless the author of the Tweet this parameter references is mentioned within the status text.',
  'Therefore, you must include @username , where username is the author of the referenced Tweet, within the update.',
  'lat optional The latitude of the location this Tweet refers to.',
  'This parameter will be ignored unless it is inside the range -90.0 to +90.0 (North is positive) inclusive.',
  "It will also be ignored if there isn't a corresponding long parameter. 37.7821120598956",
  'long optional The longitude of the location this Tweet refers to.',
  'The valid ranges for longitude is -180.0 to +180.0 (East is positive) inclusive.',
  'This parameter will be ignored if outside that range, not a number, geo_enabled is turned off, or if there not a corresponding lat parameter. -122.400612831116',
  'place_id optional A place in the world identified by a Twitter place ID.',
  'Place IDs can be retrieved from geo/reverse_geocode. df51dec6f4ee2b2c',
  'display_coordinates optional Whether or not to put a pin on the exact coordinates a Tweet has been sent from. true',
  'enable_dmcommands optional When set to true, enables shortcode commands for sending Direct Messages as part of the status text to send a Direct Message to a user.',
  'When set to false, it turns off this behavior and includes any leading characters in the status text.',
  'fail_dmcommands optional When set to true, causes any status text that starts with shortcode commands to return an API error.',
  'When set to false, allows shortcode commands to be sent in the status text and acted on by the API.',
  'Note: The example request here demonstrates the multipart request format.',
  {
    says: 'Hello 2012-09-07 15:48:27.889593 -0700 PDT!',
    note: 'the media link behind it was lost in print',
  },
];

const update: readonly Entry[] = [
  'Updates the authenticating user’s current status, also known as Tweeting.',
  'For each update attempt, the update text is compared with the authenticating user’s recent Tweets.',
  'Any attempt that would result in duplication will be blocked, resulting in a 403 error.',
  'A user cannot submit the same status twice in a row.',
  'While not rate limited by the API, a user is limited in the number of Tweets they can create at a time.',
  'If the number of updates posted by the user reaches the current allowed limit this method will return an HTTP 403 error.',
  'Response formats JSON',
  'Requires authentication? Yes (user context only)',
  { says: 'Rate limited? Yes', note: 'by the day, with 403: the page itself says "not rate limited by the API"' },
  {
    says: 'status required The text of the status update, typically up to 140 characters.',
    note: '280 since 2017; the setting `textLength` brings 140 back',
  },
  'URL encode as necessary.',
  'link wrapping may affect character counts.',
  'There are some special commands in this field to be aware of.',
  {
    says: 'For instance, preceding a message with “D ” or “M ” and following it with a screen name can create a Direct Message to that user if the relationship allows for it.',
    note: 'every relationship allows for it',
  },
  'See the ‘enable_dm_commands’ parameter for information on disabling Direct Message creation to allow any text to be created as a Tweet.',
  'in_reply_to_status_id optional The ID of an existing status that the update is in reply to.',
  'Note: This parameter will be ignored unless the author of the Tweet this parameter references is mentioned within the status text.',
  'Therefore, you must include @username , where username is the author of the referenced Tweet, within the update.',
  'possibly_sensitive optional If you upload Tweet media that might be considered sensitive content such as nudity, violence, or medical procedures, you should set this value to true.',
  { says: 'See Media setting and best practices for more context. false true', untested: ELSEWHERE },
  'lat optional The latitude of the location this Tweet refers to.',
  'This parameter will be ignored unless it is inside the range -90.0 to +90.0 (North is positive) inclusive.',
  'It will also be ignored if there isn’t a corresponding long parameter. 37.7821120598956',
  'long optional The longitude of the location this Tweet refers to.',
  'The valid ranges for longitude is -180.0 to +180.0 (East is positive) inclusive.',
  'This parameter will be ignored if outside that range, if it is not a number, if geo_enabled is disabled, or if there not a corresponding lat parameter. -122.400612831116',
  'place_id optional A place in the world. df51dec6f4ee2b2c',
  'display_coordinates optional Whether or not to put a pin on the exact coordinates a Tweet has been sent from. true',
  'trim_user optional When set to either true , t or 1 , each Tweet returned in a timeline will include a user object including only the status authors numerical ID.',
  'Omit this parameter to receive the complete user object. false true',
  'media_ids optional A list of media_ids to associate with the Tweet.',
  'You may include up to 4 photos or 1 animated GIF or 1 video in a Tweet.',
  { says: 'See Uploading Media for further details on uploading media. 471592142565957632', untested: ELSEWHERE },
  'enable_dm_commands optional When set to true, enables shortcode commands for sending Direct Messages as part of the status text to send a Direct Message to a user.',
  'When set to false, disables this behavior and includes any leading characters in the status text that is posted true true',
  'fail_dm_commands optional When set to true, causes any status text that starts with shortcode commands to return an API error.',
  'When set to false, allows shortcode commands to be sent in the status text and acted on by the API. false false',
  "Maybe he'll finally find his keys. #peterfalk",
];

const older: readonly Entry[] = [
  {
    says: 'このエンドポイントは非推奨です。メディアエンティティをアップロードするには POST statuses/update を使用してください',
    note: 'the notice of deprecation, in Japanese',
  },
  'Updates the authenticating user’s current status and attaches media for upload.',
  'In other words, it creates a Tweet with a picture attached.',
  'Unlike POST statuses/update, this method expects raw multipart data.',
  'Your POST request’s Content-Type should be set to multipart/form-data with the media[] parameter.',
  'The Tweet text will be rewritten to include the media URL(s), which will reduce the number of characters allowed in the Tweet text.',
  'If the URL(s) cannot be appended without text truncation, the tweet will be rejected and this method will return an HTTP 403 error.',
  'Users are limited to a specific daily media upload limit.',
  'Requests to this endpoint will return the following headers with information regarding the user’s current media upload limits:',
  'X-MediaRateLimit-Limit - Indicates the total pieces of media the current user may upload before the time indicated in X-MediaRateLimit-Reset.',
  'X-MediaRateLimit-Remaining - The remaining pieces of media the current user may upload before the time indicated in X-MediaRateLimit-Reset.',
  'X-MediaRateLimit-Reset - A UTC-based timestamp (in seconds) indicating when X-MediaRateLimit-Remaining will reset to the value in X-MediaRateLimit-Limit and the user can resume uploading media.',
  'If the user is over the daily media limit, this method will return an HTTP 403 error.',
  'In addition to media upload limits, the user is still limited in the number of statuses they can publish daily.',
  'If the user tries to exceed the number of updates allowed, this method will also return an HTTP 403 error, similar to POST statuses/update.',
  'OAuth is handled differently for POST messages.',
  { says: 'See Uploading Media for more details on this.', untested: ELSEWHERE },
  {
    says: 'Note: The OAuth tool does not support multipart requests, so you will not be able to use it to generate an example request to this endpoint.',
    untested: 'about a tool on the site of the documents',
  },
  'An example request has been included to demonstrate the multipart request format.',
  {
    says: 'Hello 2012-09-07 15:48:27.889593 -0700 PDT! http://t.co/lX5LVZO',
    note: 'links are https and have 23 characters since 2016',
  },
  'Resource URL https://api.twitter.com/1.1/statuses/update_with_media.json',
  'Response formats JSON',
  'Requires authentication? Yes (user context only)',
  { says: 'Rate limited? Yes', note: 'by the day, with 403; it has no `x-rate-limit-*` headers' },
  'status required The text of your status update.',
  'URL encode as necessary.',
  't.co link wrapping may affect character counts if the post contains URLs.',
  'You must additionally account for the characters_reserved_per_media per uploaded media, additionally accounting for space characters in between finalized URLs.',
  'Note: Request the GET help / configuration endpoint to get the current characters_reserved_per_media and max_media_per_upload values.',
  'media[] required Up to max_media_per_upload files may be specified in the request, each named media[].',
  'Supported image formats are PNG, JPG and GIF, including animated GIFs of up to 3MB .',
  'This data must be either the raw image bytes or encoded as base64.',
  'Note: Request the GET help / configuration endpoint to get the current max_media_per_upload and photo_size_limit values.',
  'possibly_sensitive optional Set to true for content which may not be suitable for every audience.',
  'in_reply_to_status_id optional The ID of an existing status that the update is in reply to.',
  'Note: This parameter will be ignored unless the author of the tweet this parameter references is mentioned within the status text.',
  'Therefore, you must include @username, where username is the author of the referenced tweet, within the update.',
  'lat optional The latitude of the location this tweet refers to.',
  'This parameter will be ignored unless it is inside the range -90.0 to +90.0 (North is positive) inclusive.',
  'It will also be ignored if there isn’t a corresponding long parameter.',
  'long optional The longitude of the location this tweet refers to.',
  'The valid ranges for longitude is -180.0 to +180.0 (East is positive) inclusive.',
  'This parameter will be ignored if outside that range, not a number, geo_enabled is disabled, or if there not a corresponding lat parameter.',
  'place_id optional A place in the world identified by a Twitter place ID.',
  'Place IDs can be retrieved from geo/reverse_geocode.',
  'display_coordinates optional Whether or not to put a pin on the exact coordinates a tweet has been sent from.',
];

const upload: readonly Entry[] = [
  'Use this endpoint to upload images to Twitter.',
  'This endpoint returns a media_id by default and can optionally return a media_key when a media_category is specified.',
  'These values are used by Twitter endpoints that accept images.',
  'For example, a media_id value can be used to create a Tweet with an attached photo using the POST statuses/update endpoint.',
  { says: 'All Ads API endpoints require a media_key.', untested: NOT_BUILT },
  {
    says: 'For example, a media_key value can be used to create a Draft Tweet with a photo using the POST accounts/:account_id/draft_tweets endpoint.',
    untested: NOT_BUILT,
  },
  'This is a simple image upload endpoint with a limited set of features.',
  'The preferred alternative is the chunked upload endpoint which supports both images and videos, provides better reliability, allows resumption of file uploads, and other important features.',
  {
    says: 'In the future, new features will only be supported for the chunked upload endpoint.',
    untested: 'about a future that has passed',
  },
  { says: 'See the Uploading media guide for constraints and requirements on media files.', untested: ELSEWHERE },
  {
    says: 'See the Uploading Media tutorial for step-by-step instructions on uploading an image.',
    untested: ELSEWHERE,
  },
  'Use the media metadata endpoint to provide image alt text information.',
  'Ensure the POST is a multipart/form-data request.',
  'Either upload the raw binary (media parameter) of the file, or its base64-encoded contents (media_data parameter).',
  {
    says: 'Use raw binary when possible, because base64 encoding results in larger file sizes',
    untested: ADVICE,
  },
  'The response provides a media identifier in the media_id (64-bit integer) and media_id_string (string) fields.',
  'Use the media_id_string provided in the API response from JavaScript and other languages that cannot accurately represent a long integer.',
  'The returned media_id and media_key are only valid for expires_after_secs seconds.',
  'Any attempt to use either after this time period in other endpoints will result in an HTTP 4xx Bad Request.',
  'The additional_owners field enables media to be uploaded as user A and then used to create Tweets as user B.',
  'Please note that to upload videos or GIFs (tweet_video, amplify_video, and tweet_gif), you need to use the chunked upload end-point.',
  'Requests should be either multipart/form-data or application/x-www-form-urlencoded POST formats.',
  'Note: The domain for this endpoint is upload.twitter.com',
  'Resource URL https://upload.twitter.com/1.1/media/upload.json',
  'Response formats JSON',
  'Requires authentication? Yes (user context only)',
  'Rate limited? Yes',
  'media required The raw binary file content being uploaded.',
  'Cannot be used with media_data.',
  'media_category optional The category that represents how the media will be used.',
  { says: 'This field is required when using the media with the Ads API', untested: NOT_BUILT },
  'Possible values: amplify_video, tweet_gif, tweet_image, and tweet_video',
  'media_data required The base64-encoded file content being uploaded.',
  'Cannot be used with media.',
  'additional_owners optional A comma-separated list of user IDs to set as additional owners allowed to use the returned media_id in Tweets or Cards.',
  'Up to 100 additional owners may be specified.',
  'Example Request POST https://upload.twitter.com/1.1/media/upload.json?media_category=tweet_image',
  '3_710511363345354753',
];

const example: readonly Entry[] = [
  'Note: The example request here demonstrates the multipart request format.',
  {
    says: 'Hello 2012-09-07 15:48:27.889593 -0700 PDT! http://t.co/lX5LVZO',
    note: 'links are https and have 23 characters since 2016',
  },
];

/** Every sentence of the documents in their order; the few that state no behaviour say why they have no test. */
export const sentences: readonly Sentence[] = Object.entries({ deprecated, example, update, older, upload }).flatMap(
  ([document, entries]) => entries.map((entry) => complete(document as Sentence['document'], entry)),
);

function complete(document: Sentence['document'], entry: Entry): Sentence {
  return typeof entry === 'string' ? { document, says: entry } : { document, ...entry };
}
