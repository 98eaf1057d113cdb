/** Keys of an object as an example shows them; those of objects within objects are told too. */
export interface Keys {
  readonly [name: string]: Keys | true;
}

function all(text: string): Readonly<Record<string, true>> {
  return Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((name) => [name, true]),
  );
}

const user: Keys = {
  ...all(`
    contributors_enabled created_at default_profile default_profile_image description favourites_count
    follow_request_sent followers_count following friends_count geo_enabled id id_str is_translator lang listed_count
    location name notifications profile_background_color profile_background_image_url
    profile_background_image_url_https profile_background_tile profile_image_url profile_image_url_https
    profile_link_color profile_sidebar_border_color profile_sidebar_fill_color profile_text_color
    profile_use_background_image protected screen_name show_all_inline_media statuses_count time_zone url utc_offset
    verified`),
  entities: {
    description: all('urls'),
    url: { urls: { 0: all('display_url expanded_url indices url') } },
  },
};

const tweet: Keys = {
  ...all(`
    contributors coordinates created_at favorited geo id id_str in_reply_to_screen_name in_reply_to_status_id
    in_reply_to_status_id_str in_reply_to_user_id in_reply_to_user_id_str place retweet_count retweeted source text
    truncated`),
  user,
};

/** The answer to POST statuses/update as documented: a Tweet of September 2012 with a hashtag. */
export const updateExample: Keys = {
  ...tweet,
  entities: { ...all('urls user_mentions'), hashtags: { 0: all('text indices') } },
};

const size = all('h resize w');

/** The answer to POST statuses/update_with_media as documented: a Tweet of September 2012 with a picture. */
export const withMediaExample: Keys = {
  ...tweet,
  possibly_sensitive: true,
  entities: {
    ...all('hashtags urls user_mentions'),
    media: {
      0: {
        ...all('display_url expanded_url id id_str indices media_url media_url_https type url'),
        sizes: { large: size, medium: size, small: size, thumb: size },
      },
    },
  },
};

/** Keys of the user object, which 2019 gave more of, in the order of a recording of July 2019. */
export const userOrder2019 = `
  id id_str name screen_name location description url entities protected followers_count friends_count listed_count
  created_at favourites_count utc_offset time_zone geo_enabled verified statuses_count lang contributors_enabled
  is_translator is_translation_enabled profile_background_color profile_background_image_url
  profile_background_image_url_https profile_background_tile profile_image_url profile_image_url_https
  profile_banner_url profile_link_color profile_sidebar_border_color profile_sidebar_fill_color profile_text_color
  profile_use_background_image has_extended_profile default_profile default_profile_image following
  follow_request_sent notifications translator_type`
  .trim()
  .split(/\s+/);

/** Keys of a Tweet with a picture in that order. */
export const tweetOrder2019 = `
  created_at id id_str text truncated entities extended_entities source in_reply_to_status_id in_reply_to_status_id_str
  in_reply_to_user_id in_reply_to_user_id_str in_reply_to_screen_name user geo coordinates place contributors
  is_quote_status retweet_count favorite_count favorited retweeted possibly_sensitive lang`
  .trim()
  .split(/\s+/);

/** Those that the value lacks, as paths like `entities.media.0.sizes.thumb`. */
export function missingKeys(keys: Keys, value: unknown, path = ''): readonly string[] {
  return Object.entries(keys).flatMap(([name, inner]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [here];
    return inner === true ? [] : missingKeys(inner, (value as Record<string, unknown>)[name], here);
  });
}
