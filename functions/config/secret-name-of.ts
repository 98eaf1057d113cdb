import type { AccountConfig } from './config-schema.ts';

/** The name under which the keys of the bridge's clients are kept. */
export const BRIDGE_SECRET = 'bridge';

/** The name under which the keys of an account are kept. */
export function secretNameOf(account: string, { secretName }: Pick<AccountConfig, 'secretName'>): string {
  return secretName ?? `account/${account}`;
}
