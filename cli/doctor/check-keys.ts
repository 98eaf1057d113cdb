import { AccountHeldError, type HoldReason, PigeonpostError, RateLimitedError } from '../../functions/domain/errors.ts';
import { askAs, type KeyHolder, whoHasKeys } from '../auth/who-has-keys.ts';
import type { OpenPlace } from '../place.ts';
import { type Check, failed } from './check.ts';

/** Whether X takes an account's keys, what they may do, and whether the app has access and credit. */
export async function checkKeys(
  account: string,
  place: OpenPlace,
  xApiUrl: string | undefined,
): Promise<readonly Check[]> {
  try {
    const holder = await whoHasKeys(account, place, place.keys, xApiUrl);
    return [...passed(account, holder), await checkAccess(account, place, xApiUrl)];
  } catch (error) {
    if (error instanceof RateLimitedError) return [limited(account, error)];
    if (!(error instanceof PigeonpostError)) throw error;
    const topic = error instanceof AccountHeldError ? topics[error.reason] : 'keys';
    return [failed(`${topic} of ${account}`, error)];
  }
}

/** What is at fault, by why an account would be held. */
const topics: Readonly<Record<HoldReason, string>> = {
  auth: 'keys',
  secret: 'keys',
  'clock-or-keys': 'keys',
  access: 'access',
  credits: 'credit',
  locked: 'state on X',
  budget: 'budget',
  operator: 'state',
};

function passed(account: string, { screenName, tokenFingerprint, accessLevel }: KeyHolder): readonly Check[] {
  const says = `are those of @${screenName} (token ${tokenFingerprint})`;
  return [{ name: `keys of ${account}`, level: 'ok', says }, rightsOf(account, accessLevel)];
}

/** Of v1.1, apps that serve themselves are still told who they are, and no more: reading one's own posts shows it. */
async function checkAccess(account: string, place: OpenPlace, xApiUrl: string | undefined): Promise<Check> {
  const name = `access of ${account}`;
  if (place.config.accounts[account]?.driver !== 'v1') {
    return { name, level: 'ok', says: 'the app may use v2, and has credit' };
  }
  try {
    await askAs(account, place, { secrets: place.keys, xApiUrl }, async (opened) => opened.recentPosts(Date.now()));
    return { name, level: 'ok', says: 'the app may use v1.1' };
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    return failed(name, error);
  }
}

function rightsOf(account: string, accessLevel: string | undefined): Check {
  const name = `rights of ${account}`;
  if (accessLevel === undefined) return { name, level: 'warn', says: 'X does not tell them; a post will' };
  if (accessLevel.startsWith('read-write')) return { name, level: 'ok', says: accessLevel };
  const advice =
    'Give the app "Read and write" in the X developer console, then auth login again: keys keep the rights they were made with.';
  return { name, level: 'fail', says: `${accessLevel}: nothing can be posted`, advice };
}

function limited(account: string, { message, retryAtEpochMs }: RateLimitedError): Check {
  const says = `${message}; until ${new Date(retryAtEpochMs).toISOString()}`;
  return { name: `keys of ${account}`, level: 'warn', says, advice: 'Ask again then.' };
}
