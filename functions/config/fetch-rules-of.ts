import type { FetchRules } from '../domain/ports.ts';
import type { Publication } from '../domain/publication.ts';
import type { PigeonpostConfig } from './config-schema.ts';

/** From where the media of that row may be fetched: what its webhook allows, and the public internet alone for others. */
export function fetchRulesOf({ source, label }: Publication, { webhooks }: PigeonpostConfig): FetchRules {
  const webhook = source === 'webhook' ? webhooks[label] : undefined;
  return { allowHttp: webhook?.allowHttp ?? false, allowPrivateHosts: webhook?.allowPrivateHosts ?? [] };
}
