import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, beforeEach } from 'vitest';

import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../sandbox/server.ts';
import type { Account } from '../../sandbox/state/account.ts';
import { changeSettings, resetSandbox } from './change-settings.ts';
import { type Answer, type Caller, callerFor } from './signed-request.ts';

/** One sandbox for a test file, brought back to the start before each test. */
export interface Playground {
  readonly sandbox: RunningSandbox;
  readonly url: string;
  readonly first: Account;
  readonly second: Account;
  /** Calls signed by the first and by the second account. */
  readonly call: Caller;
  readonly callAsSecond: Caller;
  set(settings: unknown): Promise<void>;
  /** The control plane. */
  control(path: string, init?: RequestInit): Promise<Answer['json']>;
  /** Makes an account and calls as it. */
  callAs(wish: Readonly<Record<string, unknown>>): Promise<Caller>;
  /** Posts a text on v1.1 and gives the id. */
  post(status: string, form?: Readonly<Record<string, string>>, as?: Caller): Promise<string>;
}

export function usePlayground(options: SandboxOptions = {}): Playground {
  let sandbox: RunningSandbox | undefined;
  const running = (): RunningSandbox => {
    if (sandbox === undefined) throw new Error('the sandbox runs within tests only');
    return sandbox;
  };
  beforeAll(async () => {
    sandbox = await startSandbox(options);
  });
  beforeEach(() => resetSandbox(running()));
  afterAll(() => sandbox?.close());
  const call: Caller = (wanted) => callerFor(running().url, running().accounts[0] as Account)(wanted);
  const control: Playground['control'] = async (path, init) => {
    const response = await fetch(`${running().url}/_sandbox${path}`, init);
    return response.json();
  };
  return {
    get sandbox() {
      return running();
    },
    get url() {
      return running().url;
    },
    get first() {
      return running().accounts[0] as Account;
    },
    get second() {
      return running().accounts[1] as Account;
    },
    call,
    callAsSecond: (wanted) => callerFor(running().url, running().accounts[1] as Account)(wanted),
    set: (settings) => changeSettings(running(), settings),
    control,
    async callAs(wish) {
      const account = await control('/accounts', { method: 'POST', body: JSON.stringify(wish) });
      return callerFor(running().url, account as Account);
    },
    async post(status, form = {}, as = call) {
      const answer = await as({ path: '/1.1/statuses/update.json', form: { status, ...form } });
      if (answer.status !== 200) throw new Error(`the post got ${answer.status} ${answer.text}`);
      return String(answer.at('id_str'));
    },
  };
}

export function mediaFixture(name: string): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`../fixtures/media/${name}`, import.meta.url));
}

/** A multipart body in the order given; Blobs become file parts. */
export function multipart(...parts: readonly (readonly [string, string | Blob, string?])[]): FormData {
  const form = new FormData();
  for (const [name, value, filename] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, filename ?? 'media.png');
  }
  return form;
}

/** A v1.1 error body. */
export function errorBody(code: number, message: string): unknown {
  return { errors: [{ code, message }] };
}
