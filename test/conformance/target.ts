import { type Answer, type Caller, type Keys, callerFor } from '../sandbox/signed-request.ts';
import { type Control, openControl } from './control.ts';

/** An account that a case acts for. */
export interface Person {
  readonly keys: Keys;
  readonly userId: string;
  readonly screenName: string;
  readonly call: Caller;
}

/** A server that plays X's API, or is it. */
export interface Target {
  /** Without a slash at the end. */
  readonly url: string;
  readonly me: Person;
  readonly second: Person | undefined;
  readonly geoEnabled: boolean;
  /** undefined where the server has no control plane. */
  readonly control: Control | undefined;
}

/** Keys as the sandbox prints them; `second` are those of another account of the same server. */
export interface KeyRing extends Keys {
  readonly userId?: string;
  readonly screenName?: string;
  readonly second?: Keys & { readonly userId?: string; readonly screenName?: string };
}

/** Finds out what the server offers. @throws Error when it does not know the keys */
export async function openTarget(url: string, ring: KeyRing): Promise<Target> {
  const control = await openControl(url);
  const profile = await callerFor(url, ring)({ path: '/1.1/account/verify_credentials.json' });
  const me = await person(url, ring, profile);
  const second = ring.second === undefined ? await control?.account({}) : await person(url, ring.second);
  return { url, me, second, geoEnabled: profile.at('geo_enabled') === true, control };
}

async function person(url: string, keys: NonNullable<KeyRing['second']>, known?: Answer): Promise<Person> {
  const call = callerFor(url, keys);
  const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = keys;
  const own = { consumerKey, consumerSecret, accessToken, accessTokenSecret };
  if (keys.userId !== undefined && keys.screenName !== undefined) {
    return { keys: own, userId: keys.userId, screenName: keys.screenName, call };
  }
  const profile = known ?? (await call({ path: '/1.1/account/verify_credentials.json' }));
  const [userId, screenName] = [profile.at('id_str'), profile.at('screen_name')];
  if (typeof userId !== 'string' || typeof screenName !== 'string') {
    throw new Error(
      `the keys do not tell whose they are, and account/verify_credentials answers ${profile.status}; add userId and screenName to them`,
    );
  }
  return { keys: own, userId, screenName, call };
}
