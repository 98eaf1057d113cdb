import { describe, expect, it } from 'vitest';

import { fetchRulesOf } from '../../../functions/config/fetch-rules-of.ts';
import { parseConfig } from '../../../functions/config/parse-config.ts';
import type { Publication } from '../../../functions/domain/publication.ts';

const config = parseConfig({
  accounts: { main: {}, plain: { oversize: 'refuse' } },
  webhooks: {
    open: { scheme: 'github', account: 'main', allowHttp: true, allowPrivateHosts: ['cms.internal'] },
    strict: { scheme: 'github', account: 'plain' },
  },
});
const rulesFor = (row: Partial<Publication>) => fetchRulesOf(row as Publication, config);
const strict = { allowHttp: false, allowPrivateHosts: [] };

describe('fetchRulesOf', () => {
  it('gives what the webhook allows', () => {
    expect(rulesFor({ source: 'webhook', label: 'open', account: 'main' })).toEqual({
      allowHttp: true,
      allowPrivateHosts: ['cms.internal'],
      picturesMadeFit: true,
    });
  });

  it.each([
    { case: 'another webhook', row: { source: 'webhook', label: 'strict', account: 'main' } },
    { case: 'a webhook that left the config', row: { source: 'webhook', label: 'gone', account: 'main' } },
    { case: 'a command that is called like a webhook', row: { source: 'command', label: 'open', account: 'main' } },
  ] as const)('gives the public internet alone to $case', ({ row }) => {
    expect(rulesFor(row)).toMatchObject(strict);
  });

  it('has pictures as X takes them where the account has none made fit', () => {
    const row = { source: 'webhook', label: 'strict', account: 'plain' } as const;
    expect(rulesFor(row)).toMatchObject({ picturesMadeFit: false });
  });
});
