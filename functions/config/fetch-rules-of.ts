import type { FetchRules } from '../domain/ports.ts';
import type { Publication } from '../domain/publication.ts';
import type { PigeonpostConfig } from './config-schema.ts';
import { pictureRulesOf } from './picture-rules-of.ts';

/** What may be fetched for that row: what its webhook and its account allow, else X's own media from the internet. */
export function fetchRulesOf({ source, label, account }: Publication, config: PigeonpostConfig): FetchRules {
  const webhook = source === 'webhook' ? config.webhooks[label] : undefined;
  return {
    allowHttp: webhook?.allowHttp ?? false,
    allowPrivateHosts: webhook?.allowPrivateHosts ?? [],
    picturesMadeFit: pictureRulesOf(config.accounts[account]).oversize === 'downscale',
  };
}
