import type { Account } from '../state/account.ts';
import { snowflakeEpochMs } from '../state/snowflake.ts';
import type { World } from '../state/world.ts';
import { displayUrl } from '../text/display-url.ts';
import { tcoLink } from '../text/slug.ts';
import { xDate } from './x-date.ts';

const HOME_PAGE = 'https://example.com/pigeons';
const THEME = 'abs.twimg.com/images/themes/theme1/bg.png';
const PORTRAIT = 'abs.twimg.com/sticky/default_profile_images/default_profile_normal.png';

/**
 * The v1.1 User object in the recorded order, with the keys of every generation of examples: those of 2012 (`show_all_inline_media`) and of 2019.
 * Profile values are those of an account recorded in July 2019; the time zone is that of the 2012 examples.
 */
export function renderUser(account: Account, world: World): Readonly<Record<string, unknown>> {
  return { ...identity(account), ...counts(account, world), ...PICTURES, ...banner(account), ...COLOURS, ...RELATION };
}

/** What `trim_user` leaves. */
export function renderTrimmedUser(account: Account): Readonly<Record<string, unknown>> {
  return { id: BigInt(account.userId), id_str: account.userId };
}

function identity({ userId, screenName, ...account }: Account): Record<string, unknown> {
  const url = tcoLink(`profile of ${userId}`);
  const link = { url, expanded_url: HOME_PAGE, display_url: displayUrl(HOME_PAGE), indices: [0, url.length] };
  return {
    id: BigInt(userId),
    id_str: userId,
    name: screenName,
    screen_name: screenName,
    location: '',
    description: 'An account of the Pigeonpost sandbox',
    url,
    entities: { url: { urls: [link] }, description: { urls: [] } },
    protected: account.protected,
  };
}

function counts({ userId, geoEnabled }: Account, world: World): Record<string, unknown> {
  return {
    followers_count: 1,
    friends_count: 2,
    listed_count: 0,
    created_at: xDate(createdAtEpochMs(userId)),
    favourites_count: 0,
    utc_offset: -28_800,
    time_zone: 'Pacific Time (US & Canada)',
    geo_enabled: geoEnabled,
    verified: false,
    statuses_count: world.tweets.byAuthor(userId).length,
  };
}

/** Ids of 2010 and before hold no time. */
export function createdAtEpochMs(userId: string): number {
  return userId.length < 15 ? Date.UTC(2011, 8, 9, 16, 13, 20) : snowflakeEpochMs(userId);
}

const PICTURES = {
  lang: 'en',
  contributors_enabled: false,
  is_translator: false,
  is_translation_enabled: false,
  profile_background_color: '000000',
  profile_background_image_url: `http://${THEME}`,
  profile_background_image_url_https: `https://${THEME}`,
  profile_background_tile: false,
  profile_image_url: `http://${PORTRAIT}`,
  profile_image_url_https: `https://${PORTRAIT}`,
};

const COLOURS = {
  profile_link_color: '1DA1F2',
  profile_sidebar_border_color: '000000',
  profile_sidebar_fill_color: '000000',
  profile_text_color: '000000',
  profile_use_background_image: false,
  has_extended_profile: false,
  default_profile: false,
  default_profile_image: true,
  show_all_inline_media: false,
};

function banner({ userId }: Account): Record<string, unknown> {
  return { profile_banner_url: `https://pbs.twimg.com/profile_banners/${userId}/1562984888` };
}

const RELATION = { following: false, follow_request_sent: false, notifications: false, translator_type: 'none' };
