import type { BridgeUser } from '../../../bridge/bridge-account.ts';
import { fieldsOf, listOf, textOf } from '../answers/parse-exact.ts';
import { given } from '../upload/bridge-media.ts';

/** What v1.1 and v2 tell of a user by the same names. */
export function readProfile(user: Readonly<Record<string, unknown>>): Partial<BridgeUser> {
  const createdAtEpochMs = Date.parse(textOf(user['created_at']) ?? '');
  return {
    ...given('createdAtEpochMs', Number.isNaN(createdAtEpochMs) ? undefined : createdAtEpochMs),
    ...given('description', textOf(user['description'])),
    ...given('location', textOf(user['location'])),
    ...link(user),
    ...given('isProtected', flag(user['protected'])),
    ...given('isVerified', flag(user['verified'])),
    ...given('profileBannerUrl', textOf(user['profile_banner_url'])),
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
