import type { BridgeUser } from '../../../bridge/bridge-account.ts';
import { fieldsOf, idOf, numberOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { readProfile } from '../timeline/read-profile.ts';
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
  return {
    userId,
    screenName,
    name: textOf(user['name']) ?? screenName,
    ...readProfile(user),
    ...given('profileImageUrl', textOf(user['profile_image_url_https'])),
    ...given('followersCount', numberOf(user['followers_count'])),
    ...given('followingCount', numberOf(user['friends_count'])),
    ...given('listedCount', numberOf(user['listed_count'])),
    ...given('postsCount', numberOf(user['statuses_count'])),
    ...given('likesCount', numberOf(user['favourites_count'])),
  };
}
