import type { BridgeUser } from '../../../bridge/bridge-account.ts';
import { fieldsOf, idOf, listOf, numberOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { given } from '../upload/bridge-media.ts';

/** The user the keys belong to, with the profile (GET account/verify_credentials). */
export function bridgeUser(session: Session, { apiUrl }: DriverSettings, signal?: AbortSignal): Promise<BridgeUser> {
  return callRepeatedly(
    session,
    {
      step: 'read',
      method: 'GET',
      baseUrl: apiUrl,
      path: '/1.1/account/verify_credentials.json',
      deadline: 'short',
      signal,
    },
    ({ json }) => {
      const user = readUser(json);
      const latest = fieldsOf(fieldsOf(json)['status']);
      return user && { ...user, ...given('latestPostId', idOf(latest['id_str'], latest['id'])) };
    },
  );
}

/** A User object of v1.1; undefined when it is none. */
export function readUser(value: unknown): BridgeUser | undefined {
  const user = fieldsOf(value);
  const userId = idOf(user['id_str'], user['id']);
  const screenName = textOf(user['screen_name']);
  if (userId === undefined || screenName === undefined) return undefined;
  const createdAtEpochMs = Date.parse(textOf(user['created_at']) ?? '');
  return {
    userId,
    screenName,
    name: textOf(user['name']) ?? screenName,
    ...given('createdAtEpochMs', Number.isNaN(createdAtEpochMs) ? undefined : createdAtEpochMs),
    ...given('description', textOf(user['description'])),
    ...given('location', textOf(user['location'])),
    ...link(user),
    ...given('isProtected', flag(user['protected'])),
    ...given('isVerified', flag(user['verified'])),
    ...given('profileImageUrl', textOf(user['profile_image_url_https'])),
    ...given('profileBannerUrl', textOf(user['profile_banner_url'])),
    ...given('followersCount', numberOf(user['followers_count'])),
    ...given('followingCount', numberOf(user['friends_count'])),
    ...given('listedCount', numberOf(user['listed_count'])),
    ...given('postsCount', numberOf(user['statuses_count'])),
    ...given('likesCount', numberOf(user['favourites_count'])),
  };
}

function link(user: Readonly<Record<string, unknown>>): Partial<BridgeUser> {
  const first = fieldsOf(listOf(fieldsOf(fieldsOf(user['entities'])['url'])['urls'])[0]);
  return {
    ...given('url', textOf(user['url'])),
    ...given('expandedUrl', textOf(first['expanded_url'])),
    ...given('displayUrl', textOf(first['display_url'])),
  };
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
