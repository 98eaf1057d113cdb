import { T_CO_LENGTH } from '../../functions/domain/x-limits.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { userEndpoint } from './user-endpoint.ts';

/** GET help/configuration: the numbers that `update_with_media` obeys. Values of 2019, the last time X documented them. */
export const v1HelpConfiguration: Endpoint = userEndpoint({
  method: 'GET',
  path: '/1.1/help/configuration.json',
  name: 'v1.help.configuration',
  handle(_request, { settings: { configuration } }) {
    return {
      status: 200,
      body: {
        characters_reserved_per_media: configuration.charactersReservedPerMedia,
        dm_text_character_limit: 10_000,
        max_media_per_upload: configuration.maxMediaPerUpload,
        photo_size_limit: configuration.photoSizeLimitBytes,
        photo_sizes: PHOTO_SIZES,
        short_url_length: T_CO_LENGTH,
        short_url_length_https: T_CO_LENGTH,
        non_username_paths: NON_USERNAME_PATHS,
      },
    };
  },
});

const PHOTO_SIZES = {
  large: { h: 2048, resize: 'fit', w: 1024 },
  medium: { h: 1200, resize: 'fit', w: 600 },
  small: { h: 480, resize: 'fit', w: 340 },
  thumb: { h: 150, resize: 'crop', w: 150 },
};

const NON_USERNAME_PATHS = `
  about account accounts activity all announcements anywhere api_rules api_terms apirules apps auth badges blog
  business buttons contacts devices direct_messages download downloads edit_announcements faq favorites
  find_sources find_users followers following friend_request friendrequest friends goodies help home im_account
  inbox invitations invite jobs list login logout me mentions messages mockview newtwitter notifications nudge
  oauth phoenix_search positions privacy public_timeline related_tweets replies retweeted_of_mine retweets
  retweets_by_others rules saved_searches search sent settings share signup signin similar_to statistics terms tos
  translate trends tweetbutton twttr update_discoverability users welcome who_to_follow widgets zendesk_auth
  media_signup t1_qunit_tests phoenix_qunit_tests`
  .trim()
  .split(/\s+/);
