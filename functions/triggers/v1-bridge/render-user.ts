import { xDate } from './x-date.ts';

/** What of a user is told; absent is what X does not tell. */
export interface UserFacts {
  readonly userId: string;
  readonly screenName: string;
  readonly name: string;
  readonly createdAtEpochMs?: number;
  readonly description?: string;
  readonly location?: string;
  /** As on X: a t.co link. */
  readonly url?: string;
  readonly expandedUrl?: string;
  readonly displayUrl?: string;
  readonly isProtected?: boolean;
  readonly isVerified?: boolean;
  readonly profileImageUrl?: string;
  readonly profileBannerUrl?: string;
  readonly followersCount?: number;
  readonly followingCount?: number;
  readonly listedCount?: number;
  readonly postsCount?: number;
  readonly likesCount?: number;
}

/**
 * The User object of v1.1 in its recorded order, with the keys of 2012 and of 2019. What X does not tell any more has the
 * value of an account that never changed it.
 */
export function renderUser(user: UserFacts): Readonly<Record<string, unknown>> {
  return { ...identity(user), ...counts(user), ...pictures(user), ...looks, ...relation };
}

/** What `trim_user` leaves of it. */
export function renderTrimmedUser({ userId }: Pick<UserFacts, 'userId'>): Readonly<Record<string, unknown>> {
  return { id: BigInt(userId), id_str: userId };
}

function identity(user: UserFacts): Readonly<Record<string, unknown>> {
  const { userId, name, screenName, location = '', description = '', isProtected = false } = user;
  const link = linkOf(user);
  return {
    id: BigInt(userId),
    id_str: userId,
    name,
    screen_name: screenName,
    location,
    description,
    url: link?.url ?? null,
    entities: { ...(link === undefined ? {} : { url: { urls: [link] } }), description: { urls: [] } },
    protected: isProtected,
  };
}

function linkOf({ url = '', expandedUrl, displayUrl }: UserFacts) {
  if (url === '') return undefined;
  const indices = [0, Array.from(url).length];
  return { url, expanded_url: expandedUrl ?? null, display_url: displayUrl ?? null, indices };
}

function counts(user: UserFacts): Readonly<Record<string, unknown>> {
  const { followersCount = 0, followingCount = 0, listedCount = 0, likesCount = 0, postsCount = 0 } = user;
  return {
    followers_count: followersCount,
    friends_count: followingCount,
    listed_count: listedCount,
    created_at: user.createdAtEpochMs === undefined ? null : xDate(user.createdAtEpochMs),
    favourites_count: likesCount,
    utc_offset: null,
    time_zone: null,
    geo_enabled: false,
    verified: user.isVerified ?? false,
    statuses_count: postsCount,
    lang: null,
    contributors_enabled: false,
    is_translator: false,
    is_translation_enabled: false,
  };
}

function pictures({ profileImageUrl = '', profileBannerUrl }: UserFacts): Readonly<Record<string, unknown>> {
  return {
    profile_background_color: 'F5F8FA',
    profile_background_image_url: null,
    profile_background_image_url_https: null,
    profile_background_tile: false,
    profile_image_url: profileImageUrl.replace(/^https:/, 'http:'),
    profile_image_url_https: profileImageUrl,
    ...(profileBannerUrl === undefined ? {} : { profile_banner_url: profileBannerUrl }),
  };
}

const looks = {
  profile_link_color: '1DA1F2',
  profile_sidebar_border_color: 'C0DEED',
  profile_sidebar_fill_color: 'DDEEF6',
  profile_text_color: '333333',
  profile_use_background_image: true,
  has_extended_profile: false,
  default_profile: true,
  default_profile_image: false,
  show_all_inline_media: false,
};

const relation = { following: false, follow_request_sent: false, notifications: false, translator_type: 'none' };
