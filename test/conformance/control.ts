import { type Keys, callerFor } from '../sandbox/signed-request.ts';
import type { Person } from './target.ts';

type Settings = Readonly<Record<string, unknown>>;

/** The sandbox's control plane, as far as cases need it. */
export interface Control {
  /** Changes what is named; `restore` takes it back. */
  set(settings: Settings): Promise<void>;
  /** Settings as they were found. */
  restore(): Promise<void>;
  /** An account that nobody has used yet. */
  account(wish: Settings): Promise<Person>;
}

/** The control plane of that server, or undefined where there is none. */
export async function openControl(url: string): Promise<Control | undefined> {
  const found = await readSettings(url);
  if (found === undefined) return undefined;
  const set: Control['set'] = async (settings) => {
    await send(url, 'PUT', '/settings', settings);
  };
  return {
    set,
    restore: () => set(found),
    async account(wish) {
      const screenName = `c${Date.now().toString(36)}${Math.random().toString(36).slice(2, 7)}`.slice(0, 15);
      const made = (await send(url, 'POST', '/accounts', { screenName, ...wish })) as Keys & Person;
      const { consumerKey, consumerSecret, accessToken, accessTokenSecret, userId } = made;
      const keys = { consumerKey, consumerSecret, accessToken, accessTokenSecret };
      return { keys, userId, screenName: made.screenName, call: callerFor(url, keys) };
    },
  };
}

async function readSettings(url: string): Promise<Settings | undefined> {
  const response = await fetch(`${url}/_sandbox/settings`, { signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  if (!response.ok || !text.includes('"clock"')) return undefined;
  return JSON.parse(text) as Settings;
}

async function send(url: string, method: string, path: string, body: Settings): Promise<unknown> {
  const response = await fetch(`${url}/_sandbox${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} /_sandbox${path} got ${response.status} ${text}`);
  return JSON.parse(text);
}
