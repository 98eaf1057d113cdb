import * as z from 'zod';

import { formatPath } from '../domain/list-faults.ts';
import type { FieldFault } from '../domain/x-account.ts';
import { isTemplate } from './mapping-schema.ts';

/** Only as much shape as the checks below need: faults of shape are the schema's to report, in the same report. */
const outline = z
  .looseObject({
    accounts: z.record(z.string(), z.unknown()).catch({}),
    drops: z.array(z.looseObject({ prefix: z.string(), account: z.string() }).partial().catch({})).catch([]),
    webhooks: z
      .record(
        z.string(),
        z
          .looseObject({ account: z.string(), accounts: z.array(z.string()) })
          .partial()
          .catch({}),
      )
      .catch({}),
  })
  .catch({ accounts: {}, drops: [], webhooks: {} });

/** Faults between the parts of a config: accounts that do not exist, prefixes that stand twice. */
export function listCrossFaults(config: unknown): readonly FieldFault[] {
  const { accounts, drops, webhooks } = outline.parse(config);
  const unknownAccount = (account: string | undefined, path: readonly PropertyKey[]): FieldFault[] =>
    account === undefined || isTemplate(account) || Object.hasOwn(accounts, account)
      ? []
      : [crossFault(path, `names the account ${JSON.stringify(account)}; there is ${listed(Object.keys(accounts))}`)];
  return [
    ...drops.flatMap(({ account }, index) => unknownAccount(account, ['drops', index, 'account'])),
    ...repeatedPrefixes(drops.map((drop) => drop.prefix)),
    ...Object.entries(webhooks).flatMap(([name, { account, accounts: several = [] }]) => [
      ...unknownAccount(account, ['webhooks', name, 'account']),
      ...several.flatMap((one, index) => unknownAccount(one, ['webhooks', name, 'accounts', index])),
    ]),
  ];
}

function repeatedPrefixes(prefixes: readonly (string | undefined)[]): FieldFault[] {
  return prefixes.flatMap((prefix, index) => {
    const first = prefixes.indexOf(prefix);
    if (prefix === undefined || first === index) return [];
    return [crossFault(['drops', index, 'prefix'], `stands in drops[${first}] already: ${JSON.stringify(prefix)}`)];
  });
}

function crossFault(path: readonly PropertyKey[], message: string): FieldFault {
  return { path: formatPath(path), code: 'SCHEMA', message };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => JSON.stringify(name)).join(', ');
}
