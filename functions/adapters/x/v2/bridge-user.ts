import type { BridgeUser } from '../../../bridge/bridge-account.ts';
import type { Answer } from '../answers/parse-answer.ts';
import { fieldsOf, idOf, numberOf, textOf } from '../answers/parse-exact.ts';
import { callRepeatedly } from '../call/call-repeatedly.ts';
import type { Session } from '../call/session.ts';
import type { DriverSettings } from '../driver.ts';
import { readProfile } from '../timeline/read-profile.ts';
import { given } from '../upload/bridge-media.ts';

/** All of a user that v1.1's User object has a place for (`user.fields`, OpenAPI 2.167, August 2026). */
export const USER_FIELDS =
  'created_at,description,entities,location,most_recent_tweet_id,name,profile_banner_url,profile_image_url,protected,public_metrics,url,username,verified';

/** The user the keys belong to, with the profile (GET /2/users/me). */
export function bridgeUser(session: Session, { apiUrl }: DriverSettings, signal?: AbortSignal): Promise<BridgeUser> {
  return callRepeatedly(
    session,
    {
      step: 'read',
      method: 'GET',
      baseUrl: apiUrl,
      path: '/2/users/me',
      query: [['user.fields', USER_FIELDS]],
      deadline: 'short',
      signal,
    },
    ({ json }: Answer) => readUser(fieldsOf(json)['data']),
  );
}

/** A user object of v2; undefined when it is none. */
export function readUser(value: unknown): BridgeUser | undefined {
  const user = fieldsOf(value);
  const userId = idOf(user['id']);
  const screenName = textOf(user['username']);
  if (userId === undefined || screenName === undefined) return undefined;
  return {
    userId,
    screenName,
    name: textOf(user['name']) ?? screenName,
    ...readProfile(user),
    ...given('profileImageUrl', textOf(user['profile_image_url'])),
    ...counts(fieldsOf(user['public_metrics'])),
    ...given('latestPostId', idOf(user['most_recent_tweet_id'])),
  };
}

function counts(metrics: Readonly<Record<string, unknown>>): Partial<BridgeUser> {
  return {
    ...given('followersCount', numberOf(metrics['followers_count'])),
    ...given('followingCount', numberOf(metrics['following_count'])),
    ...given('listedCount', numberOf(metrics['listed_count'])),
    ...given('postsCount', numberOf(metrics['tweet_count'])),
    ...given('likesCount', numberOf(metrics['like_count'])),
  };
}
