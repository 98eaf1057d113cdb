import type { PigeonpostConfig } from '../functions/config/config-schema.ts';
import { BRIDGE_SECRET, secretNameOf } from '../functions/config/secret-name-of.ts';

/** The names under which a config's keys are kept, each once: those of accounts, of webhooks, of the bridge. */
export function namesOfSecrets({ accounts, webhooks }: PigeonpostConfig): readonly string[] {
  return [
    ...new Set(Object.entries(accounts).map(([name, account]) => secretNameOf(name, account))),
    ...Object.keys(webhooks).map((name) => `webhook/${name}`),
    BRIDGE_SECRET,
  ];
}
