import { readFile } from 'node:fs/promises';

import {
  openXAccounts,
  type OpenXAccountsOptions,
  type OpenXAccounts,
  type XAccountSettings,
} from '../../../../functions/adapters/x/open-accounts.ts';
import type { MediaSource, XAccount } from '../../../../functions/domain/x-account.ts';
import { InMemorySecrets } from '../../../fakes/in-memory-secrets.ts';
import { RecordingJournal } from '../../../fakes/recording-journal.ts';

export const testKeys = {
  consumerKey: 'ck-Yq3mZ0',
  consumerSecret: 'cs-8Vw/+x1=',
  accessToken: '2244994945-tokTok9',
  accessTokenSecret: 'ts-&7Kd~p',
};

export interface TestAccount {
  readonly account: XAccount;
  readonly accounts: OpenXAccounts;
  readonly journal: RecordingJournal;
  readonly secrets: InMemorySecrets;
  /** Pauses that were asked for, milliseconds; none of them is waited for. */
  readonly pauses: readonly number[];
}

/** An account `main` on that server, without real pauses. */
export async function openTestAccount(
  apiUrl: string,
  settings: XAccountSettings,
  options: Partial<OpenXAccountsOptions> = {},
): Promise<TestAccount> {
  const journal = new RecordingJournal();
  const secrets = new InMemorySecrets({ 'account/main': testKeys });
  const pauses: number[] = [];
  const accounts = openXAccounts({
    secrets,
    accounts: { main: settings },
    apiUrl,
    clock: Date.now,
    random: () => 0.5,
    journal,
    pause: async (milliseconds) => {
      await Promise.resolve();
      pauses.push(milliseconds);
    },
    ...options,
  });
  return { account: await accounts.open('main'), accounts, journal, secrets, pauses };
}

/** A medium over bytes in memory, given in pieces as a store would. */
export function sourceOf(bytes: Uint8Array, facts: Pick<MediaSource, 'kind' | 'mediaType'>): MediaSource {
  return {
    ...facts,
    totalBytes: bytes.length,
    async read(startByte, endByteExclusive) {
      await Promise.resolve();
      return pieces(bytes.subarray(startByte, endByteExclusive));
    },
  };
}

export async function fixture(name: string, facts: Pick<MediaSource, 'kind' | 'mediaType'>): Promise<MediaSource> {
  return sourceOf(await readFile(new URL(`../../../fixtures/media/${name}`, import.meta.url)), facts);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) {
    await Promise.resolve();
    yield bytes.subarray(at, at + 65_536);
  }
}
