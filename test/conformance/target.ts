import { type Answer, type Caller, type Keys, callerFor } from '../sandbox/signed-request.ts';
import { type Control, openControl } from './control.ts';
import { PostedIds } from './posted-ids.ts';

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
  /** Deletes what both accounts have posted; what cannot be deleted stays. */
  deletePosted(): Promise<void>;
}

/** Keys as the sandbox prints them; `second` are those of another account of the same server. */
export interface KeyRing extends Keys {
  readonly userId?: string;
  readonly screenName?: string;
  readonly second?: Keys & { readonly userId?: string; readonly screenName?: string };
}

/** Finds out what the server offers. @throws Error when it does not know the keys */
export async function openTarget(url: string, ring: KeyRing): Promise<Target> {
  const posted = new PostedIds();
  const control = await openControl(url);
  const profile = await callerFor(url, ring)({ path: PROFILE });
  const me = posted.watch(await person(url, ring, profile));
  const other = ring.second === undefined ? await control?.account({}) : await person(url, ring.second);
  return {
    url,
    me,
    second: other && posted.watch(other),
    geoEnabled: profile.at('geo_enabled') === true,
    control,
    deletePosted: () => posted.deleteAll(),
  };
}

const PROFILE = '/1.1/account/verify_credentials.json';

async function person(url: string, known: NonNullable<KeyRing['second']>, profile?: Answer): Promise<Person> {
  const call = callerFor(url, known);
  const { consumerKey, consumerSecret, accessToken, accessTokenSecret } = known;
  const keys = { consumerKey, consumerSecret, accessToken, accessTokenSecret };
  if (known.userId !== undefined && known.screenName !== undefined) {
    return { keys, userId: known.userId, screenName: known.screenName, call };
  }
  const { at, status } = profile ?? (await call({ path: PROFILE }));
  const [userId, screenName] = [at('id_str'), at('screen_name')];
  if (typeof userId !== 'string' || typeof screenName !== 'string') {
    throw new Error(
      `account/verify_credentials answers ${status} and the keys do not tell whose they are; add userId and screenName to them`,
    );
  }
  return { keys, userId, screenName, call };
}
